package io.fairlead.rendezvous.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import io.fairlead.protocol.net.BindException;
import io.fairlead.rendezvous.config.ClientUpdate;
import io.fairlead.rendezvous.config.HeartbeatPath;
import io.fairlead.rendezvous.registration.RegistrationOutcome;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds by whatever means datagrams are received. A whole node, real sockets. */
abstract class DatagramPortContract {
    private static final RendezvousMessage PUSH = RendezvousMessage.newBuilder()
            .setPunchHole(PunchHole.newBuilder().setRelayServer("relay.example"))
            .build();

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestNode node;

    abstract HeartbeatPath path();

    private TestNode start(TestNode.Setup setup) {
        node = new TestNode(directory, path(), setup);
        open.add(node);
        assertThat(node.means()).isEqualTo(path().label());
        return node;
    }

    private TestDevice device(String id, String from) throws IOException {
        TestDevice device = new TestDevice(id, from, node.port());
        open.add(device);
        return device;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        assertThat(node.events.failures).isEmpty();
    }

    private void awaitAccepted(long many) {
        await().untilAsserted(() -> assertThat(node.events.accepted).hasValue(many));
    }

    @Test
    void aDeviceThatIsKnownIsAnsweredAndCounted() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice device = device("100000001", "127.0.0.5").registered();
        for (int i = 0; i < 20; i++) {
            assertThat(device.isAskedForKey()).isFalse();
        }
        awaitAccepted(20);
        assertThat(node.events.outcomes).containsExactly(RegistrationOutcome.CREATED);
    }

    @Test
    void aDeviceThatIsUnknownIsAskedForItsKey() throws Exception {
        start(TestNode.Setup.plain());
        assertThat(device("100000001", "127.0.0.5").isAskedForKey()).isTrue();
        await().untilAsserted(() -> assertThat(node.events.asked).hasValue(1));
    }

    @Test
    void aDeviceIsPushedToWhereItsLastHeartbeatCameFrom() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice before = device("100000001", "127.0.0.5").registered();
        assertThat(node.push("100000001", PUSH)).isEqualTo(Delivery.DELIVERED);
        assertThat(before.receive()).isEqualTo(PUSH);
        TestDevice after = device("100000001", "127.0.0.5");
        for (int i = 0; i < 3; i++) {
            assertThat(after.isAskedForKey()).isFalse();
        }
        assertThat(node.push("100000001", PUSH)).isEqualTo(Delivery.DELIVERED);
        assertThat(after.receive()).isEqualTo(PUSH);
        assertThat(node.push("100000009", PUSH)).isEqualTo(Delivery.GONE);
    }

    @Test
    void aHeartbeatFromAnotherHostMovesNothing() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice device = device("100000001", "127.0.0.5").registered();
        assertThat(device("100000001", "127.0.0.6").isAskedForKey()).isTrue();
        assertThat(node.push("100000001", PUSH)).isEqualTo(Delivery.DELIVERED);
        assertThat(device.receive()).isEqualTo(PUSH);
        assertThat(device.isAskedForKey()).isFalse();
    }

    @Test
    void aDeviceThatMovedByItsKeyIsAnsweredAtItsNewHostOnly() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice before = device("100000001", "127.0.0.5").registered();
        assertThat(before.isAskedForKey()).isFalse();
        TestDevice after = device("100000001", "127.0.0.6").registered();
        assertThat(after.isAskedForKey()).isFalse();
        assertThat(before.isAskedForKey()).isTrue();
    }

    @Test
    void devicesOfBothFamiliesAreServedByOnePort() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice four = device("100000004", "127.0.0.1").registered();
        TestDevice six = device("100000006", "::1").registered();
        for (int i = 0; i < 5; i++) {
            assertThat(four.isAskedForKey()).isFalse();
            assertThat(six.isAskedForKey()).isFalse();
        }
        assertThat(node.push("100000006", PUSH)).isEqualTo(Delivery.DELIVERED);
        assertThat(six.receive()).isEqualTo(PUSH);
        awaitAccepted(10);
    }

    @Test
    void anAddressOfOneFamilyCanBeBound() throws Exception {
        for (String address : List.of("127.0.0.1", "::1")) {
            try (TestNode only = new TestNode(directory, path(), new TestNode.Setup(
                    Optional.of(InetAddress.getByName(address)), 0, ClientUpdate.NONE, Duration.ofSeconds(30)))) {
                node = only;
                try (TestDevice device = new TestDevice("10000000" + address.length(), address, only.port())) {
                    assertThat(device.registered().isAskedForKey()).isFalse();
                    assertThat(only.push(device.id, PUSH)).isEqualTo(Delivery.DELIVERED);
                    assertThat(device.receive()).isEqualTo(PUSH);
                }
            }
        }
    }

    @Test
    void aDeviceWithAnOlderListOfServersIsToldTheNewOne() throws Exception {
        start(new TestNode.Setup(Optional.empty(), 0, new ClientUpdate(7, List.of("a.example", "b.example"), ""),
                Duration.ofSeconds(30)));
        TestDevice device = device("100000001", "127.0.0.5").registered();
        for (int i = 0; i < 3; i++) {
            assertThat(device.isAskedForKey()).isFalse();
            assertThat(device.receive().getConfigureUpdate().getRendezvousServersList())
                    .containsExactly("a.example", "b.example");
        }
        device.send(TestDevice.heartbeat(device.id, 7));
        assertThat(device.receive().hasRegisterPeerResponse()).isTrue();
        device.send(TestDevice.heartbeat(device.id, 7));
        assertThat(device.receive().hasRegisterPeerResponse()).isTrue();
    }

    @Test
    void aDeviceThatIsBlockedIsAskedForItsKey() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice device = device("100000001", "127.0.0.5").registered();
        assertThat(device.isAskedForKey()).isFalse();
        node.word.block("100000001");
        assertThat(device.isAskedForKey()).isTrue();
    }

    @Test
    void aDeviceIsOnlineForAsLongAsItsHeartbeatsCome() throws Exception {
        start(new TestNode.Setup(Optional.empty(), 0, ClientUpdate.NONE, Duration.ofSeconds(2)));
        TestDevice device = device("100000001", "127.0.0.5").registered();
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < until) {
            assertThat(device.isAskedForKey()).isFalse();
            assertThat(device.receive(300)).isEmpty();
        }
        assertThat(node.events.outcomes).containsExactly(RegistrationOutcome.CREATED);
        await().untilAsserted(() -> assertThat(node.events.outcomes)
                .containsExactly(RegistrationOutcome.CREATED, RegistrationOutcome.OFFLINE));
        assertThat(node.push("100000001", PUSH)).isEqualTo(Delivery.GONE);
        assertThat(device.isAskedForKey()).isFalse();
        assertThat(node.events.outcomes).endsWith(RegistrationOutcome.RESUMED);
    }

    @Test
    void whatIsNoMessageOrTooLongIsDroppedAndCounted() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice device = device("100000001", "127.0.0.5").registered();
        byte[] padded = TestDevice.heartbeat("1".repeat(3000), 0).toByteArray();
        device.send(padded);
        device.send(new byte[]{0x32, 5, 0x0a, 9, '1'});
        device.send(new byte[]{(byte) 0xff, (byte) 0xff});
        await().untilAsserted(
                () -> assertThat(node.events.drops).containsExactly(Drop.MALFORMED, Drop.MALFORMED, Drop.MALFORMED));
        assertThat(device.isAskedForKey()).isFalse();
    }

    @Test
    void noiseIsSurvived() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice device = device("100000001", "127.0.0.5").registered();
        TestDevice noisy = device("100000002", "127.0.0.6");
        Random random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            byte[] noise = i % 2 == 0
                    ? new byte[random.nextInt(3000)]
                    : TestDevice.heartbeat("100000001", random.nextInt()).toByteArray();
            if (i % 2 == 0) {
                random.nextBytes(noise);
            } else {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            }
            noisy.send(noise);
        }
        // The kernel may have had no room for a datagram behind so many; then a client asks again.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(device.isAskedForKey()).isFalse());
        assertThat(node.push("100000001", PUSH)).isEqualTo(Delivery.DELIVERED);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(device.receive()).isEqualTo(PUSH));
    }

    @Test
    void otherQuestionsAreAnsweredToo() throws Exception {
        start(TestNode.Setup.plain());
        TestDevice device = device("100000001", "127.0.0.5");
        device.send(RendezvousMessage.newBuilder().setTestNatRequest(TestNatRequest.getDefaultInstance()).build());
        assertThat(device.receive().getTestNatResponse().getPort()).isPositive();
    }

    @Test
    void aBurstOfManyDevicesIsAnsweredWhole() throws Exception {
        start(TestNode.Setup.plain());
        List<TestDevice> devices = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            devices.add(device(Integer.toString(200_000_000 + i), "127.0.0." + (10 + i % 50)).registered());
        }
        for (int round = 1; round <= 5; round++) {
            for (TestDevice device : devices) {
                device.send(TestDevice.heartbeat(device.id, 0));
            }
            for (TestDevice device : devices) {
                assertThat(device.receive().hasRegisterPeerResponse()).isTrue();
            }
        }
        awaitAccepted(1000);
    }

    @Test
    void aPortThatIsTakenIsRefusedAndOneThatWasGivenBackIsFree() throws Exception {
        int port = start(TestNode.Setup.plain()).port();
        TestNode.Setup same = new TestNode.Setup(Optional.empty(), port, ClientUpdate.NONE, Duration.ofSeconds(30));
        assertThatThrownBy(() -> new TestNode(directory, path(), same)).isInstanceOf(BindException.class);
        node.close();
        open.clear();
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(port))) {
            assertThatThrownBy(() -> new TestNode(directory, path(), same)).isInstanceOf(BindException.class)
                    .hasMessageContaining("UDP *:" + taken.getLocalPort())
                    .hasMessageContaining("Address already in use");
        }
        start(same);
        assertThat(device("100000001", "127.0.0.5").registered().isAskedForKey()).isFalse();
    }
}
