package io.fairlead.rendezvous.datagram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Counts datagrams that the kernel dropped because the sockets' buffers were full: what Linux says of each socket in
 * {@code /proc/net/udp}; none elsewhere. Used by one thread; reads a file of the kernel's, which is in memory.
 */
public final class LostDatagrams {
    private static final int LOCAL_ADDRESS = 1;

    private final List<Path> files;
    private final String port;
    private long before;

    /**
     * Counts from now on.
     *
     * @param port the sockets' port
     */
    public LostDatagrams(int port) {
        this(List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")), port);
    }

    LostDatagrams(List<Path> files, int port) {
        this.files = List.copyOf(files);
        this.port = String.format(Locale.ROOT, ":%04X", port);
        this.before = total();
    }

    /**
     * Counts again.
     *
     * @return how many were lost since the last time, 0 or more
     */
    public long more() {
        long now = total();
        long more = Math.max(0, now - before);
        before = now;
        return more;
    }

    private long total() {
        return files.stream().mapToLong(this::total).sum();
    }

    private long total(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).mapToLong(line -> lost(line.strip().split(" +"))).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** The last column is the socket's own count. */
    private long lost(String[] columns) {
        if (columns.length <= LOCAL_ADDRESS || !columns[LOCAL_ADDRESS].endsWith(port)) {
            return 0;
        }
        try {
            return Long.parseLong(columns[columns.length - 1]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
