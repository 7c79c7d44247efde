package io.fairlead.cli.option;

import io.fairlead.cli.network.Machine;
import io.fairlead.cli.network.OwnNetworks;
import io.fairlead.cli.network.OwnNetworks.InterfaceAddress;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.rendezvous.config.NetworkRules;
import io.fairlead.rendezvous.config.Ports;
import io.fairlead.rendezvous.network.BesideRelay;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayName;
import io.fairlead.rendezvous.network.RelayViews;
import io.fairlead.rendezvous.network.SiteRule;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes what a rendezvous node is to know of networks out of settings. */
public final class NetworkConfigs {
    private final Settings settings;
    private final List<InterfaceAddress> interfaces;
    private final Set<InetAddress> gateways;

    /**
     * Makes configurations.
     *
     * @param settings of one role
     */
    public NetworkConfigs(Settings settings) {
        this(settings, Machine.addresses(), Machine.gateways());
    }

    NetworkConfigs(Settings settings, List<InterfaceAddress> interfaces, Set<InetAddress> gateways) {
        this.settings = settings;
        this.interfaces = List.copyOf(interfaces);
        this.gateways = Set.copyOf(gateways);
    }

    /**
     * Says where the networks file is.
     *
     * @return empty when there is none
     */
    public Optional<Path> file() {
        return settings.optional(Setting.NETWORKS_FILE).map(Path::of);
    }

    /**
     * Lists the networks that options name: the open server's one local network, and ours.
     *
     * @return none to two
     * @throws SettingsException when an address is missing that this machine does not have either, or public-host has
     *                           no next port
     */
    public List<Network> options() throws SettingsException {
        checkPublicName();
        List<Network> networks = new ArrayList<>();
        Optional<String> mask = settings.optional(Setting.MASK);
        if (mask.isPresent()) {
            String relay = settings.ip(Setting.LOCAL_IP)
                    .or(() -> ownAddress(Inet4Address.class::isInstance))
                    .map(this::besideAt)
                    .orElseThrow(() -> missing("local-ip", "an IP address, as mask is set"));
            networks.add(Network.lan("mask", List.of(Cidr.parse(mask.get())), relay, "option mask"));
        }
        String local = settings.text(Setting.LAN);
        if (local.equals("auto")) {
            networks.addAll(own());
        } else if (!local.equals("none")) {
            List<Cidr> lan = settings.list(Setting.LAN).stream().map(Cidr::parse).toList();
            String relay = settings.optional(Setting.LAN_RELAY)
                    .or(() -> ownAddress(address -> Cidr.anyContains(lan, address))
                            .map(this::besideAt))
                    .orElseThrow(() -> missing("lan-relay", "host[:port], as lan is set"));
            networks.add(Network.lan("lan", lan, relay, "option lan"));
        }
        return networks;
    }

    private void checkPublicName() throws SettingsException {
        try {
            publicName();
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("public-host: '" + settings.text(Setting.PUBLIC_HOST)
                    + "' (expected: host[:port], of which the next port is the relay's)"));
        }
    }

    /** An operator who has said anything of networks or relays has said it all. */
    private List<Network> own() {
        boolean said = settings.optional(Setting.NETWORKS_FILE).isPresent()
                || settings.optional(Setting.MASK).isPresent()
                || !relayServers().isEmpty();
        if (said || settings.role() != Role.STANDALONE) {
            return List.of();
        }
        Optional<InetAddress> bind = settings.ip(Setting.BIND);
        List<InterfaceAddress> reached = interfaces.stream()
                .filter(each -> bind.isEmpty() || bind.get().isAnyLocalAddress() || bind.get().equals(each.address()))
                .toList();
        return OwnNetworks.of(reached, gateways, besidePort());
    }

    private static SettingsException missing(String option, String expected) {
        return new SettingsException(List.of(
                option + ": not set, and this machine has no address there (expected: " + expected + ")"));
    }

    /**
     * A relay at one of the machine's addresses: on its default port when relays are named, as the open server takes
     * it, else beside the rendezvous server. Without the port where clients know it, as the open server writes it.
     */
    private String besideAt(InetAddress address) {
        int port = relayServers().isEmpty() ? besidePort() : RelayName.DEFAULT_PORT;
        boolean known = port == RelayName.DEFAULT_PORT && address instanceof Inet4Address;
        return known ? address.getHostAddress() : new HostPort(address.getHostAddress(), port).toString();
    }

    private Optional<InetAddress> ownAddress(Predicate<InetAddress> wanted) {
        return ownAddresses().stream().filter(wanted).findFirst();
    }

    private int besidePort() {
        return settings.optional(Setting.PORT).map(Integer::valueOf).orElse(Ports.DEFAULT_MAIN) + 1;
    }

    /**
     * Says how clients outside reach the relay beside the server: at {@code public-host}, one port further, also behind
     * a router that maps ports.
     *
     * @return empty when nobody said so
     */
    public Optional<HostPort> publicName() {
        return settings.optional(Setting.PUBLIC_HOST)
                .map(host -> HostPort.parse(host, besidePort() - 1))
                .map(server -> new HostPort(server.host(), server.port() + 1));
    }

    private BesideRelay beside() {
        int port = besidePort();
        return BesideRelay.at(port, publicName(), ownAddresses());
    }

    /**
     * Lists the relays that clients are sent to.
     *
     * @return {@code host[:port]} each; empty when it is the one beside the rendezvous server
     */
    public List<String> relayServers() {
        return settings.list(Setting.RELAY_SERVERS);
    }

    /**
     * Says whether every session goes through a relay.
     *
     * @return as configured
     */
    public boolean alwaysUseRelay() {
        return settings.is(Setting.ALWAYS_USE_RELAY, "y");
    }

    /**
     * Makes the rules.
     *
     * @param table the networks as they are now
     * @return the rules
     */
    public NetworkRules rules(Supplier<NetworkTable> table) {
        BesideRelay beside = beside();
        return new NetworkRules(
                () -> new RelayViews(table.get(), beside),
                new SiteRule(settings.whole(Setting.SAME_SITE_PREFIX)),
                settings.whole(Setting.MASQUERADE_DEVICES));
    }

    private List<InetAddress> ownAddresses() {
        return interfaces.stream().map(InterfaceAddress::address).toList();
    }
}
