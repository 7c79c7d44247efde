package io.fairlead.cluster.enrolment;

import io.fairlead.cluster.OpaqueBytes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the operator's word while a server runs: what a command writes counts within a second or two. Notes devices
 * that were refused. A file that cannot be read leaves the word as it was.
 */
public final class EnrolmentWatch implements EnrolmentRegistry {
    private static final Logger log = LoggerFactory.getLogger(EnrolmentWatch.class);
    private static final long LOOK_MILLIS = 500;
    private static final int MOST_NOTED = 1000;

    private final Path directory;
    private final Map<String, EnrolmentBook.Pending> refused = new LinkedHashMap<>();
    private final ScheduledExecutorService timer;
    private volatile Consumer<String> dropped = _ -> {};
    private volatile Enrolment current = Enrolment.NONE;

    // Touched by the timer's thread only, after the start.
    private EnrolmentFile file;
    private long version;
    private boolean failing;

    /**
     * Reads the file, if there is one, and begins to follow it.
     *
     * @param directory where the file is
     * @throws EnrolmentBookException when the file is there but can't be used
     */
    public EnrolmentWatch(Path directory) throws EnrolmentBookException {
        this.directory = directory;
        look();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("enrolment").daemon().factory());
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(
                this::follow, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Enrolment current() {
        return current;
    }

    @Override
    public void registered(String id, OpaqueBytes uuid, String tenant) {
        String hash = UuidHash.of(uuid);
        write(() -> file.bind(id, hash, tenant));
    }

    @Override
    public void moved(String oldId, String newId) {
        if (current.byId().containsKey(oldId)) {
            write(() -> file.move(oldId, newId));
        }
    }

    @Override
    public void onDropped(Consumer<String> told) {
        dropped = told;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws EnrolmentBookException;
    }

    /** Own writes do not change the file's version, so they are read back at once. */
    private void write(Write change) {
        timer.execute(() -> attempt(() -> {
            open();
            change.run();
            read();
        }));
    }

    @Override
    public void refused(String id, OpaqueBytes uuid, String ip) {
        long now = System.currentTimeMillis() / 1000;
        synchronized (refused) {
            if (refused.size() < MOST_NOTED || refused.containsKey(id)) {
                refused.merge(
                        id,
                        new EnrolmentBook.Pending(id, UuidHash.of(uuid), ip, 1, now),
                        (before, last) -> new EnrolmentBook.Pending(
                                id, last.uuidHash(), ip, before.attempts() + 1, now));
            }
        }
    }

    private void follow() {
        attempt(() -> {
            note();
            look();
        });
    }

    private void attempt(Write work) {
        try {
            work.run();
            failing = false;
        } catch (EnrolmentBookException | RuntimeException e) {
            if (!failing) {
                log.atWarn()
                        .addKeyValue("file", directory.resolve(EnrolmentFile.NAME))
                        .addKeyValue("reason", e.getMessage())
                        .log("enrolment cannot be read, what was said before stays");
            }
            failing = true;
        }
    }

    private void note() throws EnrolmentBookException {
        Map<String, EnrolmentBook.Pending> taken;
        synchronized (refused) {
            taken = new LinkedHashMap<>(refused);
            refused.clear();
        }
        if (!taken.isEmpty()) {
            open();
            for (EnrolmentBook.Pending device : taken.values()) {
                file.refused(device);
            }
        }
    }

    private void open() throws EnrolmentBookException {
        if (file == null) {
            file = EnrolmentFile.open(directory);
        }
    }

    private void look() throws EnrolmentBookException {
        if (file == null && !EnrolmentFile.exists(directory)) {
            return;
        }
        boolean first = file == null;
        open();
        long now = file.version();
        if (first || now != version) {
            version = now;
            read();
        }
    }

    private void read() throws EnrolmentBookException {
        Enrolment before = current;
        Enrolment now = file.read();
        current = now;
        now.droppedSince(before).forEach(dropped);
    }

    @Override
    public void close() {
        timer.close();
        attempt(this::note);
        try {
            if (file != null) {
                file.close();
            }
        } catch (EnrolmentBookException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("enrolment file did not close");
        }
    }
}
