package io.fairlead.load.traffic;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Files, one after the other: windows of blocks that are sent back to back, each window acknowledged. One walks along
 * the blocks, a copy of it along the acknowledgements.
 */
final class FileSource implements Source {
    /** What a receiver needs to write blocks to its disk. */
    private static final long WRITING = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int ACKNOWLEDGEMENT_BYTES = 32;

    private final Profile.Files files;
    private final boolean acknowledgements;
    private final SplittableRandom random;
    private final double nanosPerByte;
    private long windowAt;
    private long fileLeft;
    private int windowLeft;

    FileSource(Profile.Files files, boolean acknowledgements, SplittableRandom random) {
        this.files = files;
        this.acknowledgements = acknowledgements;
        this.random = random;
        this.nanosPerByte = TimeUnit.SECONDS.toNanos(1) / files.rate().draw(random);
        file(0);
    }

    /** Whether the device is the one that sends files, by a session's own number. */
    static boolean fromDevice(Profile.Files files, SplittableRandom random) {
        return random.nextDouble() < files.fromDevice();
    }

    private void file(long after) {
        windowAt = after + Seeds.nanos(files.between().draw(random));
        fileLeft = Math.max(1, (long) files.fileBytes().draw(random));
        windowLeft = window();
    }

    private int window() {
        return (int) Math.min(fileLeft, (long) files.window() * files.block());
    }

    @Override
    public long at() {
        return acknowledgements ? windowAt + WRITING : windowAt;
    }

    @Override
    public int bytes() {
        return acknowledgements ? ACKNOWLEDGEMENT_BYTES : Math.min(windowLeft, files.block());
    }

    @Override
    public MessageKind kind() {
        return acknowledgements ? MessageKind.ACKNOWLEDGEMENT : MessageKind.BLOCK;
    }

    @Override
    public void advance() {
        if (!acknowledgements && windowLeft > files.block()) {
            windowLeft -= files.block();
            return;
        }
        int window = window();
        fileLeft -= window;
        long next = windowAt + (long) (window * nanosPerByte);
        if (fileLeft == 0) {
            file(next);
        } else {
            windowAt = next;
            windowLeft = window();
        }
    }
}
