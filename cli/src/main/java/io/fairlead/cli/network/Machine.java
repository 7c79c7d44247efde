package io.fairlead.cli.network;

import io.fairlead.cli.network.OwnNetworks.InterfaceAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this machine's network looks like, read from the system. */
public final class Machine {
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final int HEX = 16;
    private static final String EVERYWHERE = "00000000";

    private Machine() {}

    /**
     * Lists the addresses of interfaces that are up and not loopback.
     *
     * @return those of IPv4 first, without link-local ones; empty when the system does not tell
     */
    public static List<InterfaceAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses()
                            .stream()
                            .map(address -> new InterfaceAddress(
                                    each.getName(), plain(address.getAddress()), address.getNetworkPrefixLength())))
                    .filter(each -> !each.address().isLoopbackAddress() && !each.address().isLinkLocalAddress())
                    .filter(each -> each.prefix() > 0)
                    .sorted(Comparator.comparing(each -> !(each.address() instanceof Inet4Address)))
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /**
     * Lists the same addresses without where they are.
     *
     * @return in the same order
     */
    public static List<InetAddress> hosts() {
        return addresses().stream().map(InterfaceAddress::address).toList();
    }

    /** Without the interface's name, which others would not know. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an interface's address is one", e);
        }
    }

    /**
     * Lists the IPv4 gateways of the default routes. Those of IPv6 have link-local addresses, which no client has.
     *
     * @return empty when there is none, or the system is not Linux
     */
    public static Set<InetAddress> gateways() {
        try {
            return gateways(Files.readAllLines(ROUTES));
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Reads the kernel's table: interface, destination, gateway and more, in hexadecimal, lowest octet first. */
    static Set<InetAddress> gateways(List<String> table) {
        Set<InetAddress> gateways = new HashSet<>();
        for (String line : table) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > 2 && columns[1].equals(EVERYWHERE) && !columns[2].equals(EVERYWHERE)) {
                address(columns[2]).ifPresent(gateways::add);
            }
        }
        return gateways;
    }

    private static Optional<InetAddress> address(String hex) {
        try {
            int value = Integer.reverseBytes(Integer.parseUnsignedInt(hex, HEX));
            return Optional.of(InetAddress.getByAddress(
                    new byte[]{(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value}));
        } catch (NumberFormatException | UnknownHostException e) {
            return Optional.empty();
        }
    }
}
