package io.fairlead.load.bench.server;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.lab.NodeCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server that is to be measured. */
public sealed interface TargetSpec {
    /**
     * Names it in results.
     *
     * @return unique in a run
     */
    String name();

    /**
     * A Fairlead that is started for the purpose.
     *
     * @param name    in results
     * @param command how it is started
     * @param options for the server, beside those that the benchmark gives
     */
    record Fairlead(String name, NodeCommand command, List<String> options) implements TargetSpec {
        /** Copies the options. */
        public Fairlead {
            options = List.copyOf(options);
        }
    }

    /**
     * Another program that is started for the purpose.
     *
     * @param program which
     * @param path    of its file
     */
    record Peer(PeerProgram program, Path path) implements TargetSpec {
        @Override
        public String name() {
            return program.label();
        }
    }

    /**
     * A server that runs already and is left running.
     *
     * @param name in results
     * @param at   its address: a relay's port for legs, a rendezvous server's port P
     * @param sink for a plain TCP proxy: the address that it forwards to, where the generator listens; empty for a
     *             relay
     * @param pid  its process
     * @param key  that it demands; empty = none
     */
    record Running(String name, Address at, Optional<Address> sink, long pid, String key) implements TargetSpec {}
}
