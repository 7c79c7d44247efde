package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the sections' tests have in common: clients from addresses of their own, closed after each test. */
abstract class Conformance {
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** A server that has not answered by then is silent. */
    static final Duration SILENCE = Duration.ofMillis(700);

    static final RendezvousMessage NAT_TEST = RendezvousMessage.newBuilder()
            .setTestNatRequest(TestNatRequest.getDefaultInstance())
            .build();

    /** Who has this list of servers is told of none. */
    private static final int NEWEST_SERIAL = 1_000_000;

    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private ServerUnderTest server;

    @RegisterExtension
    final BeforeEachCallback findsTheServer = (ExtensionContext context) -> server = ServerUnderTest.of(context);

    /** A device that is registered by UDP and online. */
    record Device(UdpWire wire, String id, ByteString uuid, ByteString key, InetAddress source) {
        RendezvousMessage pushed() throws IOException {
            return wire.receive(PATIENCE);
        }
    }

    @BeforeEach
    void startsWithNothingOpen() {
        assertThat(opened).isEmpty();
    }

    @AfterEach
    void closeClients() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    final <T extends AutoCloseable> T closing(T client) {
        opened.push(client);
        return client;
    }

    final Target target() {
        return server.target();
    }

    /** What is expected of the server that is tested. */
    final <T> T expected(T ofFairlead, T ofTheOpenServer) {
        return server.kind() == Kind.FAIRLEAD ? ofFairlead : ofTheOpenServer;
    }

    final boolean isFairlead() {
        return server.kind() == Kind.FAIRLEAD;
    }

    final InetAddress source() {
        return server.nextSource();
    }

    /** The address that the system gives connections to the server that ask for none, as those of WebSockets. */
    final InetAddress unboundSource() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(target().rendezvous());
            return socket.getLocalAddress();
        }
    }

    static String freshId() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));
    }

    static ByteString bytes(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    final UdpWire udp(InetAddress from) throws IOException {
        return closing(new UdpWire(target().rendezvous(), new InetSocketAddress(from, 0)));
    }

    final TcpWire tcp(InetAddress from) throws IOException {
        return closing(TcpWire.connect(target().rendezvous(), new InetSocketAddress(from, 0), PATIENCE));
    }

    final TcpWire natTestPort(InetAddress from) throws IOException {
        return closing(TcpWire.connect(target().natTest(), new InetSocketAddress(from, 0), PATIENCE));
    }

    final TcpWire relay(InetAddress from) throws IOException {
        return closing(TcpWire.connect(target().relay(), new InetSocketAddress(from, 0), PATIENCE));
    }

    final WebSocketWire webSocket() throws IOException {
        return closing(WebSocketWire.connect(target().rendezvousWebSocket(), PATIENCE));
    }

    final WebSocketWire relayWebSocket() throws IOException {
        return closing(WebSocketWire.connect(target().relayWebSocket(), PATIENCE));
    }

    static RendezvousMessage registerPk(String id, ByteString uuid, ByteString key) {
        return RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId(id).setUuid(uuid).setPk(key))
                .build();
    }

    static Result register(UdpWire wire, String id, ByteString uuid, ByteString key) throws IOException {
        wire.send(registerPk(id, uuid, key));
        return wire.receive(PATIENCE).getRegisterPkResponse().getResult();
    }

    static RendezvousMessage registerPeer(String id) {
        return RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId(id).setSerial(NEWEST_SERIAL)).build();
    }

    /** Whether the server asks the device for its key. */
    static boolean heartbeat(UdpWire wire, String id) throws IOException {
        wire.send(registerPeer(id));
        RendezvousMessage answer = wire.receive(PATIENCE);
        assertThat(answer.hasRegisterPeerResponse()).isTrue();
        return answer.getRegisterPeerResponse().getRequestPk();
    }

    final Device device() throws IOException {
        return device(source());
    }

    final Device device(InetAddress from) throws IOException {
        Device device = new Device(udp(from), freshId(), bytes(16), bytes(32), from);
        assertThat(register(device.wire(), device.id(), device.uuid(), device.key())).isEqualTo(Result.OK);
        assertThat(heartbeat(device.wire(), device.id())).isFalse();
        return device;
    }

    final PunchHoleRequest.Builder punchHole(String id) {
        return PunchHoleRequest.newBuilder().setId(id).setLicenceKey(target().key()).setVersion("1.4.3");
    }

    static RendezvousMessage message(PunchHoleRequest.Builder request) {
        return RendezvousMessage.newBuilder().setPunchHoleRequest(request).build();
    }

    static RendezvousMessage answer(Wire wire) throws IOException {
        return wire.receiveAnswer(PATIENCE);
    }

    static RendezvousMessage ask(Wire wire, RendezvousMessage question) throws IOException {
        wire.send(question);
        return answer(wire);
    }

    static void assertSilent(UdpWire wire) {
        assertThatThrownBy(() -> wire.receive(SILENCE)).isInstanceOf(SocketTimeoutException.class);
    }

    static void assertSilent(Wire wire) {
        assertThatThrownBy(() -> wire.receive(SILENCE)).isInstanceOf(SocketTimeoutException.class);
    }

    /** The server ends the connection, with or without an error, before it says anything. */
    static void assertEnded(Wire wire) {
        try {
            assertThat(wire.receive(PATIENCE)).isEmpty();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server kept the connection", e);
        } catch (IOException e) {
            // A reset is an end too.
            assertThat(e).isNotNull();
        }
    }
}
