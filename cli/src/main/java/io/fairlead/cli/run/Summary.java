package io.fairlead.cli.run;

import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.client.ClientConfig;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.relay.RelayServer;
import io.fairlead.rendezvous.RendezvousServer;
import io.fairlead.rendezvous.config.Ports;
import io.fairlead.rendezvous.net.BoundAddresses;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.RelayView;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an operator reads at start.
 *
 * @param text several lines
 */
record Summary(String text) {

    /** Gathers the lines while the nodes start. */
    static final class Builder {
        private static final int SHOWN = 4;

        private final Settings settings;
        private final ServerKey key;
        private final List<String> lines = new ArrayList<>();
        private Optional<BoundAddresses> rendezvous = Optional.empty();

        Builder(Settings settings, ServerKey key) {
            this.settings = settings;
            this.key = key;
        }

        void rendezvous(RendezvousServer server, String store) {
            BoundAddresses bound = server.addresses();
            rendezvous = Optional.of(bound);
            line("rendezvous", show(bound.main()) + " UDP (" + server.heartbeatPath() + ") and TCP ("
                    + server.transport() + ")");
            line("NAT test, online query", show(bound.natTest()) + " TCP");
            line("rendezvous WebSocket", show(bound.webSocket()) + " TCP");
            line("database", store);
        }

        void networks(List<Network> networks, Optional<HostPort> publicName) {
            for (Network network : networks) {
                if (!network.isPublic()) {
                    line("network " + network.name(), "relay "
                            + network.relay().map(RelayView::address).orElse("by name")
                            + " for " + shortened(network.cidrs()) + "(" + network.origin() + ")");
                }
            }
            line("everybody else", publicName.map(name -> "relay " + name).orElse(
                    "takes the relay beside its ID server (give --public-host behind a router)"));
        }

        /** A range without a gateway has many parts, and its origin tells. */
        private static String shortened(List<Cidr> cidrs) {
            return cidrs.size() > SHOWN
                    ? ""
                    : cidrs.stream().map(Cidr::toString).collect(Collectors.joining(", ", "", " "));
        }

        void relay(RelayServer server) {
            line("relay", show(server.tcpAddress()) + " TCP (" + server.transport() + ")");
            line("relay WebSocket", show(server.webSocketAddress()) + " TCP");
        }

        void web(WebPort web) {
            String schemes = web.secured() ? "HTTPS" : "HTTP, without TLS";
            line("/ws/id, /ws/relay", show(web.address()) + " " + schemes);
        }

        void admin(InetSocketAddress address, Path tokens) {
            line("administration", "http://" + show(address) + "/ and /api/openapi.json, tokens in " + tokens);
        }

        void metrics(InetSocketAddress address) {
            line("metrics", "http://" + show(address) + "/metrics");
        }

        private void line(String what, String value) {
            lines.add(String.format("  %-24s %s", what, value));
        }

        private static String show(InetSocketAddress address) {
            String host = address.getAddress().isAnyLocalAddress()
                    ? "*"
                    : address.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
        }

        Summary build() {
            line("data directory", settings.dataDirectory().toString());
            key.pair().map(ServerKeyPair::publicKeyBase64).ifPresent(own -> line("public key", own));
            line("key demanded", key.demanded().isEmpty() ? "none" : key.demanded());
            rendezvous.ifPresent(this::clientConfig);
            return new Summary("Fairlead is ready.\n" + String.join("\n", lines) + "\n");
        }

        private void clientConfig(BoundAddresses bound) {
            String name = settings.optional(Setting.PUBLIC_HOST).orElse("");
            int port = bound.main().getPort();
            String host = name.isEmpty() ? "SERVER" : name;
            String withPort = port == Ports.DEFAULT_MAIN || host.contains(":") ? host : host + ":" + port;
            ClientConfig config = new ClientConfig(withPort, key.demanded(), "", "");
            line("client configuration", config.readable());
            if (name.isEmpty()) {
                line("", "(SERVER = this machine's name; give --public-host for the string to paste)");
            } else {
                line("to paste", config.encoded());
            }
        }
    }
}
