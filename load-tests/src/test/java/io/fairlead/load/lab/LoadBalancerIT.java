package io.fairlead.load.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a balancer does to packets, seen by sockets in namespaces. */
class LoadBalancerIT {
    private static final String VIRTUAL = AddressPlan.VIRTUAL;
    private static final int PORT = 21_116;
    private static final String CLIENT = "10.77.2.7";

    /** That all of them go to one of three nodes by chance happens once in 10^28 times. */
    private static final int FLOWS = 60;

    private final List<EchoNode> nodes = new ArrayList<>();
    private Namespaces namespaces;
    private Router router;
    private LoadBalancer balancer;
    private Namespace clients;

    @BeforeEach
    void build() throws IOException {
        Requirements.notice().ifPresent(missing -> {
            String frame = "#".repeat(100);
            System.err.println(frame + "\n# NOT TESTED HERE: " + missing + "\n" + frame);
            Assumptions.abort(missing);
        });
        namespaces = Namespaces.open();
        router = new Router(namespaces.create("balancer"));
        balancer = new LoadBalancer(router, VIRTUAL);
        clients = namespaces.create("clients");
        router.attach(clients, AddressPlan.clients(0));
        for (int i = 1; i <= 3; i++) {
            Namespace namespace = namespaces.create("node" + i);
            router.attach(namespace, List.of(AddressPlan.rendezvous(i)));
            nodes.add(new EchoNode(namespace, AddressPlan.rendezvous(i), PORT, "node" + i));
        }
    }

    @AfterEach
    void remove() throws IOException {
        if (namespaces != null) {
            for (EchoNode node : nodes) {
                node.close();
            }
            namespaces.close();
        }
    }

    private void addAll() throws IOException {
        for (EchoNode node : nodes) {
            balancer.add(Service.RENDEZVOUS, node.address());
        }
    }

    private String askByUdp() throws IOException {
        try (DatagramSocket flow = EchoNode.flow(clients, CLIENT)) {
            return EchoNode.ask(flow, VIRTUAL, PORT);
        }
    }

    private String askByTcp() throws IOException {
        try (Socket connection = EchoNode.connect(clients, CLIENT, VIRTUAL, PORT)) {
            return EchoNode.ask(connection);
        }
    }

    @Test
    void spreadsFlowsAndConnectionsOverAllNodesAndPreservesTheClientsAddress() throws IOException {
        addAll();
        Set<String> byUdp = new TreeSet<>();
        Set<String> byTcp = new TreeSet<>();
        for (int i = 0; i < FLOWS; i++) {
            byUdp.add(askByUdp());
            byTcp.add(askByTcp());
        }
        assertThat(byUdp).containsExactly("node1 " + CLIENT, "node2 " + CLIENT, "node3 " + CLIENT);
        assertThat(byTcp).isEqualTo(byUdp);
    }

    @Test
    void keepsAFlowAndAConnectionAtTheirNode() throws IOException {
        addAll();
        try (DatagramSocket flow = EchoNode.flow(clients, CLIENT);
                Socket connection = EchoNode.connect(clients, CLIENT, VIRTUAL, PORT)) {
            Set<String> byUdp = new TreeSet<>();
            Set<String> byTcp = new TreeSet<>();
            for (int i = 0; i < FLOWS; i++) {
                byUdp.add(EchoNode.ask(flow, VIRTUAL, PORT));
                byTcp.add(EchoNode.ask(connection));
            }
            assertThat(byUdp).hasSize(1);
            assertThat(byTcp).hasSize(1);
        }
    }

    @Test
    void movesTheFlowsOfANodeThatIsRemovedButNotItsConnections() throws IOException {
        balancer.add(Service.RENDEZVOUS, nodes.getFirst().address());
        try (DatagramSocket flow = EchoNode.flow(clients, CLIENT);
                Socket connection = EchoNode.connect(clients, CLIENT, VIRTUAL, PORT)) {
            assertThat(EchoNode.ask(flow, VIRTUAL, PORT)).startsWith("node1");
            assertThat(EchoNode.ask(connection)).startsWith("node1");
            assertThat(balancer.flows("udp", nodes.getFirst().address())).isEqualTo(1);
            balancer.add(Service.RENDEZVOUS, nodes.get(1).address());
            assertThat(EchoNode.ask(flow, VIRTUAL, PORT)).startsWith("node1");
            balancer.remove(Service.RENDEZVOUS, nodes.getFirst().address());
            assertThat(EchoNode.ask(flow, VIRTUAL, PORT)).startsWith("node2");
            assertThat(EchoNode.ask(connection)).startsWith("node1");
            for (int i = 0; i < FLOWS; i++) {
                assertThat(askByTcp()).startsWith("node2");
            }
        }
    }

    @Test
    void refusesConnectionsWhileThereIsNoNodeAndFindsTheFirstOne() throws IOException {
        assertThatThrownBy(this::askByTcp).hasMessageContaining("refused");
        try (DatagramSocket flow = EchoNode.flow(clients, CLIENT)) {
            assertThatThrownBy(() -> EchoNode.ask(flow, VIRTUAL, PORT)).isInstanceOf(SocketTimeoutException.class);
            balancer.add(Service.RENDEZVOUS, nodes.getFirst().address());
            assertThat(EchoNode.ask(flow, VIRTUAL, PORT)).startsWith("node1");
        }
        assertThat(askByTcp()).startsWith("node1");
    }

    @Test
    void forgetsFlowsWhenTold() throws IOException {
        addAll();
        try (DatagramSocket flow = EchoNode.flow(clients, CLIENT)) {
            Set<String> answers = new TreeSet<>();
            for (int i = 0; i < FLOWS; i++) {
                answers.add(EchoNode.ask(flow, VIRTUAL, PORT));
                balancer.forgetUdpFlows();
            }
            assertThat(answers).hasSize(3);
        }
    }

    @Test
    void aNodeThatAsksTheOneAddressMayGetItself() throws IOException {
        EchoNode node = nodes.getFirst();
        balancer.add(Service.RENDEZVOUS, node.address());
        try (Socket connection = EchoNode.connect(node.namespace(), node.address(), VIRTUAL, PORT)) {
            assertThat(EchoNode.ask(connection)).startsWith("node1 ");
        }
    }

    @Test
    void cutsTwoNodesOffFromEachOtherAlone() throws IOException {
        EchoNode one = nodes.getFirst();
        EchoNode other = nodes.get(1);
        EchoNode third = nodes.getLast();
        try (DatagramSocket flow = EchoNode.flow(one.namespace(), one.address());
                DatagramSocket back = EchoNode.flow(other.namespace(), other.address())) {
            assertThat(EchoNode.ask(flow, other.address(), PORT)).startsWith("node2");
            router.partition(one.namespace(), other.namespace());
            assertThatThrownBy(() -> EchoNode.ask(flow, other.address(), PORT))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> EchoNode.ask(back, one.address(), PORT))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(EchoNode.ask(flow, third.address(), PORT)).startsWith("node3");
            router.heal();
            assertThat(EchoNode.ask(flow, other.address(), PORT)).startsWith("node2");
        }
    }
}
