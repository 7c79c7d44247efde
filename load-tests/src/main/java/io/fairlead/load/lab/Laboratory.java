package io.fairlead.load.lab;

import io.fairlead.load.client.Target;
import io.fairlead.protocol.crypto.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes, a Redis, a balancer and clients' networks, each in its own namespace. Built as a whole, closed as a whole; at
 * the end of the JVM at the latest. For use by one thread, but for what its parts allow.
 */
public final class Laboratory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Laboratory.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final int PORT = 21_116;

    private final Path directory;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Namespaces namespaces;
    private final Router router;
    private final LoadBalancer balancer;
    private final Target target;
    private final List<Namespace> clients = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private Optional<RedisProcess> redis = Optional.empty();

    private Laboratory(Layout layout, NodeCommand command, Path directory) throws IOException {
        this.directory = directory.toAbsolutePath();
        this.namespaces = Namespaces.open();
        parts.push(namespaces);
        try {
            this.router = new Router(namespaces.create("balancer"));
            this.balancer = new LoadBalancer(router, AddressPlan.VIRTUAL);
            Files.createDirectories(this.directory);
            String key = new KeyFiles(this.directory).loadOrCreate().publicKeyBase64();
            this.target = new Target(AddressPlan.VIRTUAL, PORT, key);
            addClients();
            NodePlans plans = new NodePlans(command, this.directory);
            switch (layout) {
                case Layout.Standalone standalone -> run(List.of(plans.standalone(standalone)));
                case Layout.Cluster cluster -> {
                    RedisProcess started = startRedis();
                    run(plans.cluster(cluster, started.url()));
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Builds one and waits until all its nodes are ready and have flows.
     *
     * @param layout    which nodes
     * @param command   how they are started
     * @param directory of keys, data and logs; made when missing, left as it is at the end
     * @return to be closed
     * @throws IOException when {@link Requirements} are missing, or a node does not start within two minutes
     */
    public static Laboratory start(Layout layout, NodeCommand command, Path directory) throws IOException {
        return new Laboratory(layout, command, directory);
    }

    private RedisProcess startRedis() throws IOException {
        Namespace namespace = namespaces.create("redis");
        router.attach(namespace, List.of(AddressPlan.REDIS));
        RedisProcess started = RedisProcess.server(RedisPlace.in(namespace, AddressPlan.REDIS));
        parts.push(started);
        redis = Optional.of(started);
        return started;
    }

    /**
     * One after the other, the first seed first: all at once, on a machine with few processors, a starting JVM is held
     * up for longer than its Redis is given to answer.
     */
    private void run(List<NodePlan> plans) throws IOException {
        for (NodePlan plan : plans) {
            Namespace namespace = namespaces.create(plan.name());
            router.attach(namespace, List.of(plan.address()));
            NodeProcess node = new NodeProcess(
                    plan.name(), plan.services(), namespace, plan.address(), plan.directory(), plan.command());
            parts.push(node);
            nodes.add(node);
            node.start(START_PATIENCE);
            for (Service service : node.services()) {
                balancer.add(service, node.address());
            }
        }
    }

    /**
     * Adds a network of clients, who are strangers to those of other networks.
     *
     * @return a namespace with 200 addresses in a row that end in 1 to 200
     * @throws IOException when it cannot be made
     */
    public Namespace addClients() throws IOException {
        Namespace namespace = namespaces.create("clients" + (clients.isEmpty() ? "" : clients.size() + 1));
        router.attach(namespace, AddressPlan.clients(clients.size()));
        clients.add(namespace);
        return namespace;
    }

    /**
     * Adds a network of very many clients.
     *
     * @return a namespace with all addresses of 100.64.0.0/10
     * @throws IOException when it cannot be made
     */
    public Namespace addFleet() throws IOException {
        Namespace namespace = namespaces.create("fleet");
        router.attach(namespace, List.of(AddressPlan.FLEET));
        router.lead(namespace, AddressPlan.FLEET_NETWORK);
        return namespace;
    }

    /**
     * Gives the first network of clients.
     *
     * @return with the addresses 10.77.2.1 to 10.77.2.200
     */
    public Namespace clients() {
        return clients.getFirst();
    }

    /**
     * Gives the whole, as clients are told it.
     *
     * @return the balancer's address, and the key
     */
    public Target target() {
        return target;
    }

    /**
     * Gives the balancer.
     *
     * @return to take nodes from and give them back
     */
    public LoadBalancer balancer() {
        return balancer;
    }

    /**
     * Gives the cables.
     *
     * @return to cut and mend
     */
    public Router router() {
        return router;
    }

    /**
     * Gives the nodes.
     *
     * @return in order: rendezvous nodes, then relays; or the one
     */
    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Gives the nodes of a kind.
     *
     * @param service what they serve
     * @return in order
     */
    public List<NodeProcess> nodes(Service service) {
        return nodes.stream().filter(node -> node.services().contains(service)).toList();
    }

    /**
     * Gives the Redis.
     *
     * @return empty when there is but a standalone node
     */
    public Optional<RedisProcess> redis() {
        return redis;
    }

    /**
     * Gives the directory.
     *
     * @return of keys, data and logs, absolute
     */
    public Path directory() {
        return directory;
    }

    /**
     * Tells what runs where.
     *
     * @return several lines, each with its end
     */
    public String description() {
        StringBuilder text = new StringBuilder();
        line(text, "one address", target.host() + ", ports 21115 to 21119, TCP and UDP");
        line(text, "key", target.key());
        line(text, "balancer", router.namespace().name());
        for (NodeProcess node : nodes) {
            line(text, node.name(), node.address() + " in " + node.namespace().name() + ", log " + node.log());
        }
        redis.ifPresent(program -> line(text, "redis", program.url()));
        for (Namespace network : clients) {
            String addresses = AddressPlan.clients(clients.indexOf(network)).getFirst();
            line(text, "clients", addresses + " to .200 in " + network.name());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("  %-16s %s%n".formatted(what, value));
    }

    /** Kills all that runs and removes the namespaces. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The others are to be closed all the same.
                log.atWarn().setCause(e).addKeyValue("part", part.getClass().getSimpleName()).log("cannot close");
            }
        }
    }
}
