package io.fairlead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Counted counts = new Counted();
    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("logs/audit.jsonl");
    }

    private AuditFile open(long rotateBytes, int keep) throws IOException {
        return AuditFile.open(path, rotateBytes, keep, now::get, counts);
    }

    private List<String> aside() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("audit.jsonl"))
                    .sorted().toList();
        }
    }

    /** The system notes its own time of day, which is another one than the test's. */
    private void lastWritten(Instant moment) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(moment));
    }

    @Test
    void addsLinesToWhatIsThere() throws Exception {
        try (AuditFile file = open(1000, 3)) {
            file.write(List.of("one", "two"));
        }
        lastWritten(NOON);
        try (AuditFile file = open(1000, 3)) {
            file.write(List.of("three"));
            // Before it is closed: a process that is killed now has lost nothing.
            assertThat(Files.readAllLines(path)).containsExactly("one", "two", "three");
        }
        assertThat(counts.written()).isEqualTo(3);
    }

    @Test
    void putsAsideWhatWouldGrowTooLargeAndKeepsTheNewest() throws Exception {
        try (AuditFile file = open(10, 2)) {
            for (String line : List.of("aaaaaa", "bbbbbb", "cccccc", "dddddd")) {
                file.write(List.of(line));
            }
            file.tick();
        }
        assertThat(Files.readAllLines(path)).containsExactly("dddddd");
        assertThat(aside()).containsExactly(
                "audit.jsonl.20261127-120000-002", "audit.jsonl.20261127-120000-003");
        assertThat(Files.readAllLines(path.resolveSibling(aside().getLast()))).containsExactly("cccccc");
    }

    @Test
    void putsAsideWhatIsOfAnotherDay() throws Exception {
        try (AuditFile file = open(1000, 2)) {
            file.write(List.of("friday"));
            now.set(NOON.plus(Duration.ofHours(12)));
            file.write(List.of("saturday"));
        }
        assertThat(Files.readAllLines(path)).containsExactly("saturday");
        assertThat(aside()).containsExactly("audit.jsonl.20261128-000000-001");
    }

    @Test
    void putsAsideWhatAnEarlierProcessWroteOnAnotherDay() throws Exception {
        try (AuditFile file = open(1000, 2)) {
            file.write(List.of("thursday"));
        }
        lastWritten(NOON.minus(Duration.ofDays(1)));
        try (AuditFile file = open(1000, 2)) {
            file.write(List.of("friday"));
        }
        assertThat(Files.readAllLines(path)).containsExactly("friday");
        assertThat(Files.readAllLines(path.resolveSibling(aside().getFirst()))).containsExactly("thursday");
    }

    @Test
    void cutsOffALineThatWasNotWrittenToItsEnd() throws Exception {
        try (AuditFile file = open(100_000, 2)) {
            file.write(List.of("whole"));
        }
        Files.writeString(path, "torn" + "x".repeat(10_000), StandardOpenOption.APPEND);
        lastWritten(NOON);
        try (AuditFile file = open(100_000, 2)) {
            assertThat(Files.readString(path)).isEqualTo("whole\n");
            file.write(List.of("next"));
        }
        assertThat(Files.readString(path)).isEqualTo("whole\nnext\n");
    }

    @Test
    void cutsOffTheOnlyLine() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "torn");
        try (AuditFile _ = open(1000, 2)) {
            assertThat(path).isEmptyFile();
        }
    }

    @Test
    void isReadByItsOwnerAndGroupAlone() throws Exception {
        try (AuditFile _ = open(1000, 2)) {
            assertThat(Files.getPosixFilePermissions(path)).extracting(Enum::name)
                    .doesNotContain("OTHERS_READ", "OTHERS_WRITE", "GROUP_WRITE");
        }
    }

    @Test
    void isWrittenByOneAlone() throws Exception {
        try (AuditFile _ = open(1000, 2)) {
            assertThatThrownBy(() -> open(1000, 2)).isInstanceOf(IOException.class)
                    .hasMessageContaining("is written by another node");
        }
    }

    @Test
    void goesOnWhenTheDirectoryIsBack() throws Exception {
        try (AuditFile file = open(5, 2)) {
            file.write(List.of("before"));
            Path away = directory.resolve("away");
            Files.move(path.getParent(), away);
            file.write(List.of("lost"));
            assertThat(counts.lost()).isEqualTo(1);
            Files.move(away, path.getParent());
            file.write(List.of("after"));
        }
        assertThat(Files.readAllLines(path)).containsExactly("after");
        assertThat(aside()).hasSize(1);
        assertThat(Files.readAllLines(path.resolveSibling(aside().getFirst()))).containsExactly("before");
    }
}
