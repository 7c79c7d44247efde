package io.fairlead.cli.network;

import io.fairlead.protocol.address.Cidr;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.PrivateAddresses;
import io.fairlead.rendezvous.network.RelayName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The local networks that a server is in, as its interfaces tell: whoever has an address in one of them reaches the
 * relay beside the server by the server's own address there. A gateway's address is in none of them, as everybody
 * outside may come from it, and a container's host. Pure.
 */
public final class OwnNetworks {
    private OwnNetworks() {}

    /**
     * One address of an interface.
     *
     * @param name    the interface
     * @param address its address
     * @param prefix  leading bits that all hosts on it have in common
     */
    public record InterfaceAddress(String name, InetAddress address, int prefix) {}

    /**
     * Finds the networks.
     *
     * @param interfaces of the machine that others reach, in the system's order
     * @param gateways   by which it reaches everybody else
     * @param relayPort  of the relay beside the server
     * @return one for each interface with private addresses, named after it
     */
    public static List<Network> of(List<InterfaceAddress> interfaces, Set<InetAddress> gateways, int relayPort) {
        Map<String, List<InterfaceAddress>> byName = new LinkedHashMap<>();
        interfaces.stream()
                .filter(each -> PrivateAddresses.contain(each.address()))
                .filter(each -> !each.address().isLoopbackAddress() && !each.address().isLinkLocalAddress())
                .forEach(each -> byName.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each));
        List<Cidr> taken = new ArrayList<>();
        List<Network> networks = new ArrayList<>();
        byName.forEach((name, addresses) -> {
            List<Cidr> cidrs = new ArrayList<>();
            for (InterfaceAddress each : addresses) {
                Cidr cidr = new Cidr(each.address(), each.prefix());
                // Two cables into one network: the first one's address will do.
                if (taken.stream().noneMatch(other -> overlap(other, cidr))) {
                    taken.add(cidr);
                    cidrs.addAll(without(cidr, gateways));
                }
            }
            if (!cidrs.isEmpty()) {
                networks.add(Network.lan(name, cidrs, relay(addresses, relayPort), origin(addresses, gateways)));
            }
        });
        return networks;
    }

    private static String origin(List<InterfaceAddress> addresses, Set<InetAddress> gateways) {
        return "interface " + addresses.getFirst().name() + " "
                + addresses.stream()
                        .map(each -> each.address().getHostAddress() + "/" + each.prefix())
                        .collect(Collectors.joining(", "))
                + gateways.stream()
                        .filter(gateway -> addresses.stream()
                                .anyMatch(each -> new Cidr(each.address(), each.prefix()).contains(gateway)))
                        .map(gateway -> ", without the gateway " + gateway.getHostAddress())
                        .sorted()
                        .collect(Collectors.joining());
    }

    private static boolean overlap(Cidr one, Cidr other) {
        return one.contains(other.network()) || other.contains(one.network());
    }

    /** By IPv4 if there is one, which all clients speak. */
    private static String relay(List<InterfaceAddress> addresses, int port) {
        InetAddress address = addresses.stream()
                .map(InterfaceAddress::address)
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElse(addresses.getFirst().address());
        boolean known = port == RelayName.DEFAULT_PORT && address instanceof Inet4Address;
        return known ? address.getHostAddress() : new HostPort(address.getHostAddress(), port).toString();
    }

    /** A range without some addresses: halves that contain none of them, however small. */
    static List<Cidr> without(Cidr cidr, Set<InetAddress> addresses) {
        if (addresses.stream().noneMatch(cidr::contains)) {
            return List.of(cidr);
        }
        byte[] first = cidr.network().getAddress();
        if (cidr.prefix() == first.length * Byte.SIZE) {
            return List.of();
        }
        List<Cidr> left = new ArrayList<>();
        for (boolean upper : new boolean[]{false, true}) {
            left.addAll(without(half(first, cidr.prefix(), upper), addresses));
        }
        return left;
    }

    private static Cidr half(byte[] network, int prefix, boolean upper) {
        byte[] address = network.clone();
        int bit = 0x80 >> prefix % Byte.SIZE;
        int index = prefix / Byte.SIZE;
        address[index] = (byte) (upper ? address[index] | bit : address[index] & ~bit);
        try {
            return new Cidr(InetAddress.getByAddress(address), prefix + 1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the same length is one", e);
        }
    }
}
