package io.fairlead.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    @TempDir
    private Path directory;

    private final ServerKeyPair main = ServerKeyPair.generate();
    private final ServerKeyPair acme = ServerKeyPair.generate();
    private final KeyRing ring = KeyRing.of(new ServerKey(main.publicKeyBase64(), Optional.of(main)));

    private KeyRing with(String lines) throws Exception {
        return ring.with(Files.writeString(directory.resolve("keys"), lines));
    }

    @Test
    void aRingOfOneKeyAdmitsThatAlone() {
        assertThat(ring.admits(main.publicKeyBase64())).isTrue();
        assertThat(ring.admits("")).isFalse();
        assertThat(ring.admits(acme.publicKeyBase64())).isFalse();
        assertThat(ring.hasTenants()).isFalse();
    }

    @Test
    void aServerThatDemandsNoKeyAdmitsAnybodyAsItsOwn() throws Exception {
        KeyRing open = KeyRing.of(new ServerKey("", Optional.of(main)));
        assertThat(open.find("anything")).contains(open.main());
        KeyRing tenants = open.with(
                Files.writeString(directory.resolve("keys"), "acme=" + acme.secretKeyBase64()));
        assertThat(tenants.find(acme.publicKeyBase64()).orElseThrow().tenant()).isEqualTo("acme");
        assertThat(tenants.find("").orElseThrow().tenant()).isEmpty();
    }

    @Test
    void keysOfTheFileAreTheirTenants() throws Exception {
        KeyRing tenants = with("# a comment\n\n acme = " + acme.secretKeyBase64() + "\nmain="
                + ServerKeyPair.generate().publicKeyBase64() + "\n");
        assertThat(tenants.tenants()).containsExactlyInAnyOrder("", "acme");
        KeyRing.Entry found = tenants.find(acme.publicKeyBase64()).orElseThrow();
        assertThat(found.tenant()).isEqualTo("acme");
        assertThat(found.pair()).isPresent();
        assertThat(tenants.main().demanded()).isEqualTo(main.publicKeyBase64());
    }

    @Test
    void mistakesAreNamedByTheirLinesWithoutTheKey() {
        for (String wrong : new String[]{"acme", "=" + acme.secretKeyBase64(), "a b=c", "acme=secretnonsense"}) {
            assertThatThrownBy(() -> with("\n" + wrong + "\n"))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keys:2")
                    .hasMessageNotContaining("nonsense");
        }
        assertThatThrownBy(() -> ring.with(directory.resolve("missing"))).hasMessageContaining("missing");
    }
}
