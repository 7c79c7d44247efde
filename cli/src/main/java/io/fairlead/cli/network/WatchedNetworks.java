package io.fairlead.cli.network;

import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.NetworkTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of options and of the networks file, which is read again within two seconds of a change. A file with a
 * mistake changes nothing; what is wrong is logged once. Safe for use by any thread.
 */
public final class WatchedNetworks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchedNetworks.class);
    private static final long LOOK_SECONDS = 1;

    private final List<Network> options;
    private final Optional<Path> file;
    private final Optional<ScheduledExecutorService> timer;
    private volatile NetworkTable table;
    private Optional<Seen> seen;

    /** How the file was when it was read last. */
    private record Seen(FileTime modified, long size) {}

    /**
     * Reads the file and follows it.
     *
     * @param options networks that options name
     * @param file    the networks file, if there is one
     * @throws IllegalArgumentException when the file can't be used, or contradicts the options; the message says where
     */
    public WatchedNetworks(List<Network> options, Optional<Path> file) {
        this.options = List.copyOf(options);
        this.file = file;
        this.seen = look();
        this.table = read();
        this.timer = file.map(_ -> Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("networks-reload").daemon().factory()));
        timer.ifPresent(executor -> {
            ScheduledFuture<?> _ = executor.scheduleWithFixedDelay(this::reload, LOOK_SECONDS, LOOK_SECONDS,
                    TimeUnit.SECONDS);
        });
    }

    /**
     * Tells the networks.
     *
     * @return as they are now
     */
    public NetworkTable table() {
        return table;
    }

    private NetworkTable read() {
        List<Network> all = new ArrayList<>(options);
        file.ifPresent(path -> all.addAll(NetworksFile.read(path)));
        return NetworkTable.of(all);
    }

    private Optional<Seen> look() {
        return file.flatMap(path -> {
            try {
                return Optional.of(new Seen(Files.getLastModifiedTime(path), Files.size(path)));
            } catch (IOException e) {
                // Being replaced just now, or gone: reading it will say so.
                return Optional.empty();
            }
        });
    }

    private synchronized void reload() {
        Optional<Seen> now = look();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            table = read();
            log.atInfo().addKeyValue("file", file.orElseThrow()).log("networks read again");
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("file", file.orElseThrow())
                    .addKeyValue("reason", e.getMessage())
                    .log("changed networks cannot be used, the former stay");
        }
    }

    @Override
    public void close() {
        timer.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}
