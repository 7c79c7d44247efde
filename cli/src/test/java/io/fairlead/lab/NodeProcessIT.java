package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.NodeProcess;
import io.fairlead.load.lab.ReadinessWatch;
import io.fairlead.load.lab.Service;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test can do to a node of the laboratory. */
class NodeProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final InetAddress CLIENT = InetAddress.ofLiteral("10.77.2.7");

    @TempDir
    private Path directory;

    private Laboratory laboratory;
    private NodeProcess node;

    @BeforeEach
    void build() throws Exception {
        LaboratoryAssumption.check();
        laboratory = Laboratory.start(new Layout.Standalone(List.of()), NodeCommand.ofThisJvm(), directory);
        node = laboratory.nodes().getFirst();
    }

    @AfterEach
    void remove() {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    private Result register(String uuid) throws Exception {
        try (UdpWire wire = laboratory.clients().call(() -> new UdpWire(
                laboratory.target().rendezvous(), new InetSocketAddress(CLIENT, 0)))) {
            wire.send(RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder()
                            .setId("lab_device")
                            .setUuid(ByteString.copyFromUtf8(uuid))
                            .setPk(ByteString.copyFrom(new byte[32])))
                    .build());
            return wire.receive(ANSWER).getRegisterPkResponse().getResult();
        }
    }

    @Test
    void comesBackWithItsDataAfterItWasKilled() throws Exception {
        assertThat(register("its uuid")).isEqualTo(Result.OK);
        node.kill();
        assertThat(node.isAlive()).isFalse();
        assertThat(node.ready()).isFalse();
        node.start(PATIENCE);
        assertThat(node.ready()).isTrue();
        assertThat(register("a stranger's")).isEqualTo(Result.UUID_MISMATCH);
    }

    @Test
    void endsWithZeroWhenToldTo() throws Exception {
        assertThat(node.metrics()).contains("# HELP");
        node.terminate();
        assertThat(node.awaitEnd(PATIENCE)).isZero();
    }

    @Test
    void hasNoFlowsWhileItIsFrozenAndGetsThemBack() throws Exception {
        try (ReadinessWatch _ = new ReadinessWatch(
                laboratory.balancer(), laboratory.nodes(), Duration.ofMillis(200), 2)) {
            node.freeze();
            assertThat(node.isAlive()).isTrue();
            Awaitility.await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(laboratory.balancer().nodes(Service.RENDEZVOUS)).isEmpty());
            node.thaw();
            Awaitility.await().atMost(PATIENCE).untilAsserted(
                    () -> assertThat(laboratory.balancer().nodes(Service.RENDEZVOUS)).hasSize(1));
            assertThat(register("its uuid")).isEqualTo(Result.OK);
        }
    }

    @Test
    void isSeenByClientsOfSeveralNetworks() throws Exception {
        InetAddress elsewhere = InetAddress.ofLiteral("10.77.3.9");
        assertThat(laboratory.addClients().call(() -> {
            try (UdpWire wire = new UdpWire(laboratory.target().rendezvous(), new InetSocketAddress(elsewhere, 0))) {
                wire.send(RendezvousMessage.newBuilder()
                        .setTestNatRequest(io.fairlead.protocol.message.TestNatRequest.getDefaultInstance())
                        .build());
                return wire.receive(ANSWER).hasTestNatResponse();
            }
        })).isTrue();
    }
}
