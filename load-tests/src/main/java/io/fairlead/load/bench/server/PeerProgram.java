package io.fairlead.load.bench.server;

import io.fairlead.load.bench.os.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Programs of others that Fairlead is compared with, and how they are started so that no limit of theirs is met. */
public enum PeerProgram {
    /** The open relay. */
    HBBR(ServerRole.RELAY),
    /** The open rendezvous server. */
    HBBS(ServerRole.RENDEZVOUS),
    /** HAProxy as a plain TCP proxy that splices in the kernel: what a relay could cost at best. */
    HAPROXY(ServerRole.RELAY);

    private static final String ENDLESS = "1000000";
    /** Two descriptors a session, of 20,000 that are a process' usual limit. */
    private static final int PROXY_SESSIONS = 9500;

    private final ServerRole role;

    PeerProgram(ServerRole role) {
        this.role = role;
    }

    /**
     * Names it.
     *
     * @return lower case, as its file is called
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    ServerRole role() {
        return role;
    }

    /** Whether it forwards to an address instead of pairing two legs. */
    boolean forwards() {
        return this == HAPROXY;
    }

    /** The command line; files that it reads are written into its directory. */
    List<String> command(Path program, Address at, Address sink, Path directory) throws IOException {
        String port = String.valueOf(at.port());
        return switch (this) {
            case HBBR -> List.of(program.toString(), "-p", port);
            case HBBS -> List.of(program.toString(), "-p", port, "-r", at.host() + ":" + (at.port() + 1));
            case HAPROXY -> {
                Path file = directory.resolve("haproxy.cfg");
                Files.writeString(file, configuration(at, sink));
                yield List.of(program.toString(), "-db", "-f", file.toString());
            }
        };
    }

    Map<String, String> environment() {
        return switch (this) {
            case HBBR -> Map.of("TOTAL_BANDWIDTH", ENDLESS, "SINGLE_BANDWIDTH", ENDLESS, "LIMIT_SPEED", ENDLESS,
                    "DOWNGRADE_THRESHOLD", "1");
            case HBBS, HAPROXY -> Map.of();
        };
    }

    /**
     * One thread, as all targets have one core. Never tried again, as the connection by which readiness is asked for
     * would come to the generator late.
     */
    private static String configuration(Address at, Address sink) {
        return """
                global
                    nbthread 1
                    maxconn %1$d
                    maxpipes 400
                defaults
                    mode tcp
                    maxconn %1$d
                    option splice-request
                    option splice-response
                    retries 0
                    timeout connect 10s
                    timeout client 1h
                    timeout server 1h
                frontend legs
                    bind %2$s
                    default_backend sink
                backend sink
                    server sink %3$s
                """.formatted(PROXY_SESSIONS, at, sink);
    }
}
