package io.fairlead.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audit lines in a file. Lines reach the system at once and the disk within a second or two, so that a process that is
 * killed loses none that were written, and a machine that loses its power those of the last second. A line is there as
 * a whole or not at all: what a write has left half done is cut off at once, or at the next start.
 */
public final class AuditFile implements AuditOutput {
    private static final Logger log = LoggerFactory.getLogger(AuditFile.class);
    private static final Duration SYNC = Duration.ofSeconds(1);
    private static final int BLOCK = 4096;

    private final Path path;
    private final long rotateBytes;
    private final RotatedFiles rotated;
    private final InstantSource clock;
    private final AuditCounts counts;
    private FileChannel channel;
    private long size;
    private LocalDate day;
    private Instant synced;
    private boolean dirty;
    private boolean failing;

    private AuditFile(Path path, long rotateBytes, RotatedFiles rotated, InstantSource clock, AuditCounts counts) {
        this.path = path;
        this.rotateBytes = rotateBytes;
        this.rotated = rotated;
        this.clock = clock;
        this.counts = counts;
        this.synced = clock.instant();
    }

    /**
     * Opens a file to add lines to it; makes it, and the directory that it is in, if they are not there.
     *
     * @param path        the file; one process at a time
     * @param rotateBytes a file that would grow over this size is put aside first, as is one of another day (UTC)
     * @param keep        so many files that were put aside are kept
     * @param clock       the time of day
     * @param counts      counts the lines
     * @return the file
     * @throws IOException when it can't be used; the message says what is wrong
     */
    public static AuditFile open(Path path, long rotateBytes, int keep, InstantSource clock, AuditCounts counts)
            throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        AuditFile file = new AuditFile(absolute, rotateBytes, new RotatedFiles(absolute, keep), clock, counts);
        file.openChannel();
        return file;
    }

    private void openChannel() throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners = posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))}
                : new FileAttribute<?>[0];
        FileChannel opened = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                owners);
        try {
            lock(opened);
            // Before a torn line is cut off, which is not written by anybody.
            LocalDate written = Files.getLastModifiedTime(path).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
            size = cutTornLine(opened);
            opened.position(size);
            day = size == 0 ? today() : written;
            channel = opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void lock(FileChannel opened) throws IOException {
        try {
            if (opened.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // Told below: this process has it.
        }
        throw new IOException(path + ": is written by another node (expected: a file of its own for each)");
    }

    private long cutTornLine(FileChannel opened) throws IOException {
        long end = opened.size();
        long whole = end;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        search : while (whole > 0) {
            long from = Math.max(0, whole - BLOCK);
            block.clear().limit((int) (whole - from));
            while (block.hasRemaining() && opened.read(block, from + block.position()) >= 0) {
                // On to the block's end.
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    whole = from + i + 1;
                    break search;
                }
            }
            whole = from;
        }
        if (whole < end) {
            opened.truncate(whole);
            log.atWarn().addKeyValue("file", path).addKeyValue("bytes", end - whole)
                    .log("audit line was not written to its end, cut off");
        }
        return whole;
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public void write(List<String> lines) {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            ready(text.length);
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            size += text.length;
            dirty = true;
            counts.written(lines.size());
            if (failing) {
                log.atInfo().addKeyValue("file", path).log("audit is written again");
            }
            failing = false;
        } catch (IOException e) {
            counts.lost(lines.size());
            failed(e);
        }
    }

    /** Makes room for so many bytes, after a failure too. */
    private void ready(int length) throws IOException {
        if (channel == null) {
            openChannel();
        }
        if (size > 0 && (size + length > rotateBytes || !today().equals(day))) {
            sync();
            channel.close();
            channel = null;
            rotated.putAside(clock.instant());
            openChannel();
        }
    }

    private void failed(IOException failure) {
        if (!failing) {
            log.atError().addKeyValue("file", path).addKeyValue("reason", failure.getMessage())
                    .log("audit cannot be written, lines are lost");
        }
        failing = true;
        if (channel == null) {
            return;
        }
        try {
            channel.truncate(size);
            channel.position(size);
        } catch (IOException _) {
            // The next write opens the file anew, which cuts a torn line off as well.
            try {
                channel.close();
            } catch (IOException e) {
                log.atDebug().setCause(e).log("audit file did not close");
            }
            channel = null;
        }
    }

    @Override
    public void tick() {
        Instant now = clock.instant();
        if (dirty && channel != null && Duration.between(synced, now).abs().compareTo(SYNC) >= 0) {
            try {
                sync();
            } catch (IOException e) {
                failed(e);
            }
            synced = now;
        }
    }

    private void sync() throws IOException {
        channel.force(false);
        dirty = false;
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            sync();
            channel.close();
        } catch (IOException e) {
            failed(e);
        }
        channel = null;
    }
}
