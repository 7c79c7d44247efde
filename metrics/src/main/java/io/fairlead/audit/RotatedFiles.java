package io.fairlead.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that were put aside, beside the one that is written: its name, the time (UTC) and a number, so that the
 * order of names is that of age.
 */
final class RotatedFiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Path path;
    private final int keep;
    private final Pattern names;

    RotatedFiles(Path path, int keep) {
        this.path = path;
        this.keep = keep;
        this.names = Pattern.compile(Pattern.quote(path.getFileName().toString()) + "\\.\\d{8}-\\d{6}-\\d{3}");
    }

    /** Puts the file aside, which nobody writes, and deletes the oldest ones. */
    void putAside(Instant now) throws IOException {
        String begin = path.getFileName() + "." + TIME.format(now);
        int number = 1;
        Path target;
        do {
            target = path.resolveSibling(String.format(Locale.ROOT, "%s-%03d", begin, number));
            number++;
        } while (Files.exists(target));
        Files.move(path, target);
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.deleteIfExists(old);
        }
    }

    /** The oldest first. */
    List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.filter(file -> names.matcher(file.getFileName().toString()).matches()).sorted().toList();
        }
    }
}
