package io.fairlead.load.bench.server;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.proc.ProcessFiles;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that runs. Ended at close if it was started for the purpose. */
public final class Server implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final String name;
    private final Address at;
    private final Optional<Address> sink;
    private final String key;
    private final long pid;
    private final Optional<Process> own;

    Server(String name, Address at, Optional<Address> sink, String key, long pid, Optional<Process> own) {
        this.name = name;
        this.at = at;
        this.sink = sink;
        this.key = key;
        this.pid = pid;
        this.own = own;
    }

    /**
     * Names it.
     *
     * @return as in its target's description
     */
    public String name() {
        return name;
    }

    /**
     * Says where it is.
     *
     * @return a relay's port for legs, a rendezvous server's port P
     */
    public Address at() {
        return at;
    }

    /**
     * Says where a plain proxy forwards to.
     *
     * @return empty for a relay that pairs legs
     */
    public Optional<Address> sink() {
        return sink;
    }

    /**
     * Says which key clients must present.
     *
     * @return base64; empty = none
     */
    public String key() {
        return key;
    }

    /**
     * Says what the system knows of the process.
     *
     * @return its files
     */
    public ProcessFiles process() {
        return new ProcessFiles(pid);
    }

    /**
     * Says whether a new one can be had by closing this and starting another.
     *
     * @return false for one that ran before
     */
    public boolean isOwn() {
        return own.isPresent();
    }

    @Override
    public void close() {
        own.ifPresent(process -> {
            process.destroy();
            try {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }
}
