package io.fairlead.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    @TempDir
    private Path directory;

    private Path secret() {
        return directory.resolve("id_ed25519");
    }

    private Path publicFile() {
        return directory.resolve("id_ed25519.pub");
    }

    @Test
    void makesAPairOnceAndFindsItAgain() throws Exception {
        ServerKeyPair made = new KeyFiles(directory).loadOrCreate();
        ServerKeyPair found = new KeyFiles(directory).loadOrCreate();

        assertThat(found.secretKeyBase64()).isEqualTo(made.secretKeyBase64());
        assertThat(Base64.getDecoder().decode(Files.readString(secret()))).hasSize(64);
        assertThat(Files.readString(publicFile())).isEqualTo(made.publicKeyBase64());
        assertThat(Files.getPosixFilePermissions(secret()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.list(directory)).hasSize(2);
    }

    @Test
    void neverTouchesAMalformedSecretFile() throws Exception {
        for (String malformed : new String[]{"", "not base64!", "c2hvcnQ=", "A".repeat(88)}) {
            Files.writeString(secret(), malformed);

            assertThatThrownBy(() -> new KeyFiles(directory).loadOrCreate())
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining("id_ed25519")
                    .hasMessageContaining("expected");
            assertThat(Files.readString(secret())).isEqualTo(malformed);
        }
    }

    @Test
    void refusesAPublicFileOfAnotherPair() throws Exception {
        new KeyFiles(directory).loadOrCreate();
        Files.writeString(publicFile(), ServerKeyPair.generate().publicKeyBase64());

        assertThatThrownBy(() -> new KeyFiles(directory).load()).hasMessageContaining("id_ed25519.pub");
    }

    @Test
    void writesAMissingPublicFileAnew() throws Exception {
        ServerKeyPair pair = new KeyFiles(directory).loadOrCreate();
        Files.delete(publicFile());

        assertThat(new KeyFiles(directory).load()).isPresent();
        assertThat(Files.readString(publicFile())).isEqualTo(pair.publicKeyBase64());
    }

    @Test
    void publicKeysOfNewPairsFitIntoFileNames() {
        for (int i = 0; i < 50; i++) {
            assertThat(ServerKeyPair.generate().publicKeyBase64()).doesNotContain("/", ":");
        }
    }

    @Test
    void optionDecidesWhatIsDemandedAndWhoSigns() {
        ServerKeyPair other = ServerKeyPair.generate();
        ServerKey files = ServerKey.resolve("-", directory);
        String own = files.pair().orElseThrow().publicKeyBase64();

        assertThat(files.demanded()).isEqualTo(own);
        assertThat(ServerKey.resolve("_", directory).demanded()).isEqualTo(own);
        assertThat(ServerKey.resolve("", directory).demanded()).isEmpty();
        assertThat(ServerKey.resolve("", directory).pair()).isPresent();
        assertThat(ServerKey.resolve("my-key", directory).demanded()).isEqualTo("my-key");
        ServerKey given = ServerKey.resolve(other.secretKeyBase64(), directory);
        assertThat(given.demanded()).isEqualTo(other.publicKeyBase64());
        assertThat(given.pair().orElseThrow().secretKeyBase64()).isEqualTo(other.secretKeyBase64());
        assertThat(given.toString()).doesNotContain(other.secretKeyBase64());
    }
}
