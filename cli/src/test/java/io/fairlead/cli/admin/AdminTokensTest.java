package io.fairlead.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokensTest {
    private static final String ONE = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~+/=";

    @TempDir
    private Path directory;

    private AdminTokens tokens(String text) throws Exception {
        Path file = directory.resolve("admin_token");
        Files.writeString(file, text);
        return AdminTokens.open(file);
    }

    @Test
    void makesAFileThatItsOwnerAloneCanRead() throws Exception {
        Path file = directory.resolve("admin_token");
        AdminTokens tokens = AdminTokens.open(file);
        String token = Files.readString(file).strip();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(tokens.nameOf(token)).contains("admin");
        assertThat(Files.list(directory)).containsExactly(file);
        assertThat(AdminTokens.open(file).nameOf(token)).contains("admin");
        assertThat(Files.readString(file).strip()).isEqualTo(token);
    }

    @Test
    void makesAnotherTokenEachTime() throws Exception {
        AdminTokens.open(directory.resolve("a"));
        AdminTokens.open(directory.resolve("b"));
        assertThat(Files.readString(directory.resolve("a"))).isNotEqualTo(Files.readString(directory.resolve("b")));
    }

    @Test
    void knowsWhoseTokenItIs() throws Exception {
        AdminTokens tokens = tokens("# who is on call\n\n" + ONE + "\n  alice: " + OTHER + "  \n");
        assertThat(tokens.nameOf(ONE)).contains("admin");
        assertThat(tokens.nameOf(OTHER)).contains("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef ",
            "0123456789abcdef0123456789abcdef0", "0123456789ABCDEF0123456789ABCDEF", "admin",
            "# a comment of more than thirty-two characters", "alice: ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~+/="})
    void letsNobodyInWithAnythingElse(String presented) throws Exception {
        AdminTokens tokens = tokens("# a comment of more than thirty-two characters\n" + ONE + "\nalice: " + OTHER);
        assertThat(tokens.nameOf(presented)).isEmpty();
    }

    @Test
    void aTokenThatWasTakenAwayCountsNoMore() throws Exception {
        AdminTokens tokens = tokens(ONE + "\nalice: " + OTHER);
        assertThat(tokens.nameOf(OTHER)).contains("alice");
        Path file = directory.resolve("admin_token");
        Files.writeString(file, ONE);
        assertThat(tokens.nameOf(OTHER)).isEmpty();
        assertThat(tokens.nameOf(ONE)).contains("admin");
        // Of the same length, and replaced as a whole.
        Path next = directory.resolve("next");
        Files.writeString(next, ONE.replace('0', '9'));
        Files.setLastModifiedTime(next, FileTime.fromMillis(1));
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(tokens.nameOf(ONE)).isEmpty();
        assertThat(tokens.nameOf(ONE.replace('0', '9'))).contains("admin");
    }

    @Test
    void aFileThatIsGoneOrNotUnderstoodLetsNobodyInUntilItIsMended() throws Exception {
        AdminTokens tokens = tokens(ONE);
        Path file = directory.resolve("admin_token");
        Files.delete(file);
        assertThat(tokens.nameOf(ONE)).isEmpty();
        Files.writeString(file, ONE);
        assertThat(tokens.nameOf(ONE)).contains("admin");
        Files.writeString(file, ONE + "\nshort");
        assertThat(tokens.nameOf(ONE)).isEmpty();
        assertThat(tokens.nameOf("short")).isEmpty();
        Files.writeString(file, "");
        assertThat(tokens.nameOf(ONE)).isEmpty();
        assertThat(tokens.nameOf("")).isEmpty();
    }

    @Test
    void aShortTokenIsNamedByItsLineAndNeverShown() {
        for (String text : List.of("correct horse", "alice: tooshort", "", "\n#x\n")) {
            assertThatThrownBy(() -> tokens(text)).hasMessageContaining("admin_token")
                    .hasMessageContaining("expected").hasMessageNotContainingAny("horse", "tooshort");
        }
    }
}
