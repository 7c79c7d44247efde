package io.fairlead.load.place;

import io.fairlead.load.lab.Namespace;
import io.fairlead.load.lab.Namespaces;
import java.io.IOException;
import java.util.List;

/** Makes namespaces and lays cables between them. Not for use by several threads. */
final class Cables implements AutoCloseable {
    private final Namespaces namespaces;
    private int laid;

    Cables(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** A namespace whose addresses are usable at once. */
    Namespace create(String name) throws IOException {
        Namespace made = namespaces.create(name);
        // Nobody here has anybody else's address, so that looking for duplicates would but take a second.
        made.run("sh", "-c", "echo 0 | tee /proc/sys/net/ipv6/conf/*/accept_dad");
        return made;
    }

    /** The same, passing packets on. */
    Namespace router(String name) throws IOException {
        Namespace made = create(name);
        // Who was punched for answers with other sequence numbers than the punch had; home routers let that pass.
        made.run("sh", "-c", "echo 1 | tee /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding"
                + " /proc/sys/net/netfilter/nf_conntrack_tcp_be_liberal");
        return made;
    }

    /**
     * Lays a cable, with both ends up.
     *
     * @return the name of the end in {@code from}
     */
    String lay(Namespace from, Namespace to, String end) throws IOException {
        String port = "port" + laid++;
        ip(from, List.of(
                "link add " + port + " type veth peer name " + end + " netns " + to.name(),
                "link set " + port + " up"));
        ip(to, List.of("link set " + end + " up"));
        return port;
    }

    /** Runs several commands of {@code ip} at once. */
    static void ip(Namespace in, List<String> commands) throws IOException {
        in.feed(String.join("\n", commands) + "\n", "ip", "-batch", "-");
    }

    static void nft(Namespace in, String rules) throws IOException {
        in.feed(rules, "nft", "-f", "-");
    }

    @Override
    public void close() {
        namespaces.close();
    }
}
