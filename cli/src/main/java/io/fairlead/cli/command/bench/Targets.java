package io.fairlead.cli.command.bench;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.server.PeerProgram;
import io.fairlead.load.bench.server.TargetSpec;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.protocol.address.HostPort;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The targets as the user gave them. What cannot be read is told by IllegalArgumentException.
 *
 * @param against    {@code NAME=HOST:PORT} of servers that run
 * @param pids       of each, in order
 * @param key        that they demand
 * @param peers      {@code PROGRAM=FILE}
 * @param variants   {@code NAME=OPTIONS}
 * @param builds     {@code NAME=DIR}
 * @param noFairlead whether this Fairlead, as it is, is left out
 */
record Targets(List<String> against, List<Long> pids, String key, List<String> peers, List<String> variants,
        List<String> builds, boolean noFairlead) {
    private static final String OWN = "fairlead";
    private static final String PROXY = "proxy:";
    /** What parsing takes for one that is missing, which is then refused. */
    private static final int NEVER_A_PORT = 1;

    /** All, in order of measuring: those to compare with come first. */
    List<TargetSpec> all() {
        List<TargetSpec> all = new ArrayList<>(others());
        NodeCommand own = NodeCommand.ofThisJvm();
        if (!noFairlead) {
            all.add(new TargetSpec.Fairlead(OWN, own, List.of()));
        }
        variants.forEach(text -> all.add(variant(Named.of("--variant", text), own)));
        builds.forEach(text -> {
            Named build = Named.of("--build", text);
            all.add(new TargetSpec.Fairlead(build.name(), NodeCommand.ofBuild(readable(build)), List.of()));
        });
        Set<String> names = new HashSet<>();
        all.stream().map(TargetSpec::name).filter(name -> !names.add(name)).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException("two targets of the name '" + twice + "' (expected: different names)");
        });
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no target (expected: at least one with --no-fairlead)");
        }
        return all;
    }

    /** With whom the others are compared: the first that is not this Fairlead, else this one. */
    String reference() {
        List<TargetSpec> all = all();
        return all.size() < 2 ? "" : all.getFirst().name();
    }

    private List<TargetSpec> others() {
        if (against.size() != pids.size()) {
            throw new IllegalArgumentException("--against: " + against.size() + ", --pid: " + pids.size()
                    + " (expected: as many of either)");
        }
        List<TargetSpec> others = new ArrayList<>();
        for (int i = 0; i < against.size(); i++) {
            others.add(running(Named.of("--against", against.get(i)), pids.get(i)));
        }
        for (String text : peers) {
            Named peer = Named.of("--peer", text);
            others.add(new TargetSpec.Peer(program(peer.name()), readable(peer)));
        }
        return others;
    }

    private TargetSpec running(Named named, long pid) {
        String where = named.value();
        if (!Files.isReadable(Path.of("/proc", String.valueOf(pid), "stat"))) {
            throw new IllegalArgumentException("--pid: " + pid + " (expected: a process of this machine)");
        }
        if (!where.startsWith(PROXY)) {
            return new TargetSpec.Running(named.name(), address(where), Optional.empty(), pid, key);
        }
        String[] ends = where.substring(PROXY.length()).split(",", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("--against: '" + where + "' (expected: proxy:HOST:PORT,HOST:PORT)");
        }
        return new TargetSpec.Running(named.name(), address(ends[0]), Optional.of(address(ends[1])), pid, "");
    }

    private static Address address(String text) {
        HostPort parsed = HostPort.parse(text, NEVER_A_PORT);
        InetSocketAddress resolved = new InetSocketAddress(parsed.host(), parsed.port());
        if (resolved.isUnresolved() || text.indexOf(':') < 0) {
            throw new IllegalArgumentException("'" + text + "' (expected: HOST:PORT)");
        }
        return Address.of(resolved);
    }

    private static PeerProgram program(String name) {
        try {
            return PeerProgram.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--peer: '" + name + "' (expected: hbbs, hbbr or haproxy)", e);
        }
    }

    private static Path readable(Named named) {
        Path path = Path.of(named.value());
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(named.name() + ": cannot read " + path);
        }
        return path.toAbsolutePath();
    }

    /** Words that only a JVM takes go to the JVM. */
    private static TargetSpec variant(Named variant, NodeCommand own) {
        List<String> words = List.of(variant.value().strip().split("\\s+"));
        List<String> jvm = words.stream().filter(Targets::isForJvm).toList();
        List<String> server = words.stream().filter(word -> !isForJvm(word) && !word.isEmpty()).toList();
        return new TargetSpec.Fairlead(variant.name(), own.with(jvm.toArray(String[]::new)), server);
    }

    private static boolean isForJvm(String word) {
        return word.startsWith("-X") || word.startsWith("-D");
    }

    /** {@code NAME=VALUE}. */
    private record Named(String name, String value) {
        static Named of(String option, String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? "" : text.substring(0, equals);
            if (!name.matches("[A-Za-z0-9_.-]{1,32}")) {
                throw new IllegalArgumentException(option + ": '" + text
                        + "' (expected: NAME=..., the name of letters, digits, points and hyphens)");
            }
            return new Named(name, text.substring(equals + 1));
        }
    }
}
