package io.fairlead.load.lab;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The namespace in the middle: all others have one cable, to it, and reach each other through it. Addresses are those
 * of 10.77.0.0/16. Not for use by several threads.
 */
public final class Router {
    /** Everybody's gateway. */
    static final String ADDRESS = "10.77.0.254";

    private static final String TABLE = "lab_partitions";

    private final Namespace namespace;
    private final Map<Namespace, List<String>> addresses = new LinkedHashMap<>();
    private final Set<String> drops = new LinkedHashSet<>();

    Router(Namespace namespace) throws IOException {
        this.namespace = namespace;
        namespace.run("ip", "address", "add", ADDRESS + "/32", "dev", "lo");
        // Before the first cable, and for those to come: who sends from where must not be second-guessed.
        namespace.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward");
        namespace.feed("""
                table ip %s {
                    chain forward { type filter hook forward priority filter; policy accept; }
                }
                """.formatted(TABLE), "nft", "-f", "-");
    }

    /**
     * Gives the namespace.
     *
     * @return where all packets pass, to watch or delay them
     */
    public Namespace namespace() {
        return namespace;
    }

    /**
     * Lays a cable.
     *
     * @param other     a namespace without one
     * @param addresses its IPv4 addresses; what is not bound to one is sent from the first
     * @throws IOException when it cannot be laid
     */
    public void attach(Namespace other, List<String> addresses) throws IOException {
        String end = "to" + this.addresses.size();
        namespace.run("ip", "link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", other.name());
        namespace.run("ip", "link", "set", end, "up");
        StringBuilder inside = new StringBuilder("link set eth0 up\n");
        StringBuilder here = new StringBuilder();
        for (String address : addresses) {
            inside.append("address add ").append(address).append("/32 dev eth0\n");
            here.append("route add ").append(address).append("/32 dev ").append(end).append('\n');
        }
        inside.append("route add ").append(ADDRESS).append("/32 dev eth0 src ").append(addresses.getFirst())
                .append('\n');
        inside.append("route add default via ").append(ADDRESS)
                .append(" dev eth0 src ").append(addresses.getFirst()).append('\n');
        other.feed(inside.toString(), "ip", "-batch", "-");
        namespace.feed(here.toString(), "ip", "-batch", "-");
        this.addresses.put(other, List.copyOf(addresses));
    }

    /**
     * Leads a whole network to a namespace that is attached, which has all of its addresses.
     *
     * @param other   the namespace
     * @param network as CIDR, IPv4
     * @throws IOException when it cannot be done
     */
    public void lead(Namespace other, String network) throws IOException {
        other.run("ip", "route", "add", "local", network, "dev", "lo");
        namespace.run("ip", "route", "add", network, "via", addresses.get(other).getFirst());
    }

    /**
     * Cuts two namespaces off from each other, in both directions, without a word to either. What both have with others
     * goes on.
     *
     * @param one   one that is attached
     * @param other another
     * @throws IOException when the rules cannot be changed
     */
    public void partition(Namespace one, Namespace other) throws IOException {
        drops.add(drop(one, other));
        drops.add(drop(other, one));
        apply();
    }

    private String drop(Namespace from, Namespace to) {
        return "ip saddr { %s } ip daddr { %s } drop".formatted(
                String.join(", ", addresses.get(from)), String.join(", ", addresses.get(to)));
    }

    /**
     * Ends all partitions.
     *
     * @throws IOException when the rules cannot be changed
     */
    public void heal() throws IOException {
        drops.clear();
        apply();
    }

    private void apply() throws IOException {
        StringBuilder rules = new StringBuilder("flush chain ip " + TABLE + " forward\n");
        drops.forEach(rule -> rules.append("add rule ip ").append(TABLE).append(" forward ").append(rule).append('\n'));
        namespace.feed(rules.toString(), "nft", "-f", "-");
    }
}
