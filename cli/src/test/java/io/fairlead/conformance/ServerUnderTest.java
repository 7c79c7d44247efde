package io.fairlead.conformance;

import io.fairlead.cli.option.Setting;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.client.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server that all tests of a run speak to, and the local addresses that they speak from. Closed when the run ends.
 */
final class ServerUnderTest implements AutoCloseable {
    private final Target target;
    private final Kind kind;
    private final List<InetAddress> sources;
    private final Optional<TestServer> own;
    private final Optional<Path> directory;
    private final AtomicInteger turn = new AtomicInteger();

    private ServerUnderTest(Target target, Kind kind, Optional<TestServer> own, Optional<Path> directory) {
        this.target = target;
        this.kind = kind;
        this.own = own;
        this.directory = directory;
        this.sources = addresses(System.getProperty("conformance.sources", "127.0.0.2-127.0.0.120"));
    }

    /** The one of this run, started or found when it is first asked for. */
    static ServerUnderTest of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(ServerUnderTest.class, _ -> start(), ServerUnderTest.class);
    }

    private static ServerUnderTest start() {
        String host = System.getProperty("conformance.host", "");
        try {
            if (host.isEmpty()) {
                Path directory = Files.createTempDirectory("conformance");
                TestServer server = TestServer.start(
                        directory, Map.of(Setting.SERIAL, "3", Setting.RENDEZVOUS_SERVERS, "id.example"));
                return new ServerUnderTest(server.target(), Kind.FAIRLEAD, Optional.of(server), Optional.of(directory));
            }
            Target target = new Target(
                    host, Integer.getInteger("conformance.port", 21_116), System.getProperty("conformance.key", ""));
            Kind kind = Kind.valueOf(System.getProperty("conformance.server", "fairlead").toUpperCase(Locale.ROOT));
            return new ServerUnderTest(target, kind, Optional.empty(), Optional.empty());
        } catch (Exception e) {
            throw new IllegalStateException("no server to test", e);
        }
    }

    /** {@code a.b.c.first-a.b.c.last}. */
    private static List<InetAddress> addresses(String range) {
        String first = range.substring(0, range.indexOf('-'));
        String last = range.substring(range.indexOf('-') + 1);
        int dot = first.lastIndexOf('.') + 1;
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = Integer.parseInt(first.substring(dot)); i <= Integer.parseInt(last.substring(dot)); i++) {
            addresses.add(InetAddress.ofLiteral(first.substring(0, dot) + i));
        }
        return addresses;
    }

    Target target() {
        return target;
    }

    Kind kind() {
        return kind;
    }

    /** A local address that the last hundred or so calls did not give, as servers limit what one address may do. */
    InetAddress nextSource() {
        return sources.get(Math.floorMod(turn.getAndIncrement(), sources.size()));
    }

    @Override
    public void close() throws IOException {
        own.ifPresent(TestServer::close);
        if (directory.isPresent()) {
            try (Stream<Path> files = Files.walk(directory.get())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
