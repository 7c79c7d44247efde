package io.fairlead.cli.command;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import io.fairlead.cli.run.NodeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cluster status}: asks a running node how it sees the others. */
@Command(name = "status", description = ClusterCommand.DESCRIPTION)
final class ClusterCommand implements Callable<Integer> {
    static final String DESCRIPTION = "Shows the cluster as a running node sees it: rendezvous nodes, relays, Redis."
            + " Exit code: 0 all is well, 1 something is missing, 3 the node does not answer.";
    static final String NODE = "The node's metrics endpoint. Default: ${DEFAULT-VALUE}.";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int UNWELL = 1;
    private static final int UNREACHABLE = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--node", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:21120", description = NODE)
    private String node;

    @Option(names = "--json", description = "Shows what the node says as it is.")
    private boolean json;

    static CommandSpec spec(CommandSpec status) {
        CommandSpec cluster = CommandSpec.create().name("cluster").mixinStandardHelpOptions(true);
        cluster.usageMessage().description("Shows how several nodes work together.");
        cluster.addSubcommand("status", status);
        return cluster;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String body;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + node + "/cluster")).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("it answers " + response.statusCode());
            }
            body = response.body();
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("fairlead: no status from " + node + ": " + Failures.text(e)
                    + " (expected: the metrics endpoint of a node, see --metrics-bind and --metrics-port)");
            return UNREACHABLE;
        }
        if (json) {
            out.println(body);
        }
        try {
            NodeStatus status = new Gson().fromJson(body, NodeStatus.class);
            if (!json) {
                show(status, out);
            }
            return status.isWell() ? 0 : UNWELL;
        } catch (JsonSyntaxException e) {
            spec.commandLine().getErr().println("fairlead: " + node + " says what this version does not understand");
            return UNREACHABLE;
        }
    }

    private static void show(NodeStatus status, PrintWriter out) {
        out.printf("node      %s (%s)%n", status.node(), status.version());
        out.printf("store     %s%s%n", status.store(), status.storeReached() ? "" : ", NOT REACHED");
        status.cluster().ifPresent(cluster -> {
            out.printf("cluster   %s, joined again %d times%n", cluster.state(), cluster.restarts());
            for (NodeStatus.Member member : cluster.members()) {
                out.printf("  member  %-28s %-22s %-10s %-12s %s%s%n", member.nodeId(), member.address(),
                        member.status(),
                        member.reachable() ? "reachable" : "UNREACHABLE", member.version(),
                        member.self() ? " (this node)" : "");
            }
        });
        for (NodeStatus.Relay relay : status.relays()) {
            out.printf("  relay   %-28s %-22s %-10s load %.2f %s%n", relay.id(),
                    relay.address().isEmpty() ? "(shared name)" : relay.address(), relay.region(), relay.load(),
                    relay.offered() ? "offered" : "NOT OFFERED");
        }
    }
}
