package io.fairlead.load.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One address for all nodes. Each TCP connection and each UDP flow goes to a node drawn at random and stays there;
 * clients' addresses are preserved. As of kube-proxy, a UDP flow is forgotten when nothing has passed for 30 s (120 s
 * once it has gone both ways for 2 s; the kernel's defaults), or when its node is removed; TCP connections of a node
 * that is removed go on. Nobody looks whether a node lives: {@link ReadinessWatch} does. Safe for use by several
 * threads.
 */
public final class LoadBalancer {
    private final Namespace namespace;
    private final String address;
    private final BalancerRules rules;
    private final Map<Service, List<String>> backends = new EnumMap<>(Service.class);

    LoadBalancer(Router router, String address) throws IOException {
        this.namespace = router.namespace();
        this.address = address;
        this.rules = new BalancerRules(address, Router.ADDRESS);
        // The router answers for it where no node does: connections are refused, as kube-proxy refuses them.
        namespace.run("ip", "address", "add", address + "/32", "dev", "lo");
        apply();
    }

    /**
     * Gives the one address.
     *
     * @return IPv4, the same for all services
     */
    public String address() {
        return address;
    }

    /**
     * Lets a node have new flows. Nothing happens when it has them already.
     *
     * @param service what it serves
     * @param node    its address
     * @throws IOException when the rules cannot be changed
     */
    public synchronized void add(Service service, String node) throws IOException {
        List<String> nodes = backends.computeIfAbsent(service, _ -> new ArrayList<>());
        if (nodes.contains(node)) {
            return;
        }
        nodes.add(node);
        apply();
        if (nodes.size() == 1) {
            // Flows that found no node were the router's own until now, and would stay so.
            forget("--reply-src", address);
        }
    }

    /**
     * Gives a node no new flow, and lets its UDP flows draw again. Nothing happens when it has none.
     *
     * @param service what it serves
     * @param node    its address
     * @throws IOException when the rules cannot be changed
     */
    public synchronized void remove(Service service, String node) throws IOException {
        List<String> nodes = backends.getOrDefault(service, new ArrayList<>());
        if (nodes.remove(node)) {
            apply();
            forget("--reply-src", node);
        }
    }

    /**
     * Lets all UDP flows draw again, as after a long silence.
     *
     * @throws IOException when they cannot be forgotten
     */
    public void forgetUdpFlows() throws IOException {
        forget();
    }

    /**
     * Tells who gets new flows.
     *
     * @param service what is served
     * @return the nodes' addresses
     */
    public synchronized List<String> nodes(Service service) {
        return List.copyOf(backends.getOrDefault(service, List.of()));
    }

    /**
     * Counts the flows that a node has, those included that have ended within the last minutes.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param node     its address
     * @return how many are known
     * @throws IOException when they cannot be counted
     */
    public long flows(String protocol, String node) throws IOException {
        return namespace.run("conntrack", "-L", "-p", protocol, "--orig-dst", address, "--reply-src", node)
                .lines()
                .filter(line -> line.startsWith(protocol))
                .count();
    }

    private void apply() throws IOException {
        namespace.feed(rules.text(backends), "nft", "-f", "-");
    }

    private void forget(String... which) throws IOException {
        List<String> command = new ArrayList<>(List.of("conntrack", "-D", "-p", "udp", "--orig-dst", address));
        command.addAll(List.of(which));
        Commands.Outcome outcome = namespace.attempt(command.toArray(String[]::new));
        // It fails when there was nothing to delete, and says so.
        if (outcome.exitCode() != 0 && !outcome.output().contains("0 flow entries have been deleted")) {
            throw new IOException(String.join(" ", command) + ": " + outcome.output().strip());
        }
    }
}
