package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocol section 9, over real sockets. */
@ParameterizedClass
@ValueSource(strings = {"auto", "splice", "copy", "netty"})
class RelayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int CHUNK = 32 * 1024;
    private static final int CHUNKS = 100 * 1024 * 1024 / CHUNK;

    /** What sessions may make the server hold while a reader stalls: water marks, not streams. */
    private static final long MOST_HELD = 64L * 1024 * 1024;

    /** How the relay moves bytes. */
    @Parameter
    String path;

    @TempDir
    private Path directory;

    private TestServer server;
    private final String uuid = UUID.randomUUID().toString();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of(
                Setting.RELAY_PATH, path,
                Setting.SINGLE_BANDWIDTH, "1000000",
                Setting.TOTAL_BANDWIDTH, "1000000",
                Setting.RELAY_PARKING_TIMEOUT, "2",
                Setting.RELAY_IDLE_TIMEOUT, "4"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Wire leg(boolean webSocket) throws IOException {
        return Relays.open(server.target(), "", uuid, HERE, webSocket);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,true"})
    void carriesAHundredMegabytesEachWayUnchangedWhileOneReaderStalls(boolean firstWeb, boolean secondWeb)
            throws Exception {
        try (Wire first = leg(firstWeb);
                Wire second = leg(secondWeb)) {
            CountDownLatch stalled = new CountDownLatch(1);
            CompletableFuture<byte[]> sentByFirst = async(() -> send(first, 1));
            CompletableFuture<byte[]> sentBySecond = async(() -> send(second, 2));
            CompletableFuture<byte[]> readByFirst = async(() -> read(first));
            CompletableFuture<byte[]> readBySecond = async(() -> {
                stalled.await();
                return read(second);
            });
            // The other direction goes on to its end while this reader takes nothing.
            assertThat(readByFirst.get(60, TimeUnit.SECONDS)).isEqualTo(sentBySecond.get(60, TimeUnit.SECONDS));
            if (!secondWeb) {
                // A client by java.net.http reads ahead without bound itself, which says nothing of the server.
                assertThat(sentByFirst).as("back-pressure has reached the sender").isNotDone();
            }
            assertThat(heldByBuffers()).as("the measure measures").isPositive().isLessThan(MOST_HELD);
            stalled.countDown();
            assertThat(readBySecond.get(60, TimeUnit.SECONDS)).isEqualTo(sentByFirst.get(60, TimeUnit.SECONDS));
        }
    }

    /** What the allocator that all of the server's connections use has taken from the system. */
    private static long heldByBuffers() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    }

    private interface Job {
        byte[] run() throws Exception;
    }

    private static CompletableFuture<byte[]> async(Job job) {
        CompletableFuture<byte[]> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(job.run());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static byte[] send(Wire wire, long seed) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(seed);
        for (int i = 0; i < CHUNKS; i++) {
            byte[] chunk = new byte[CHUNK];
            random.nextBytes(chunk);
            digest.update(chunk);
            wire.sendPayload(chunk);
        }
        return digest.digest();
    }

    private static byte[] read(Wire wire) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < CHUNKS; i++) {
            digest.update(wire.receivePayload(PATIENCE).orElseThrow());
        }
        return digest.digest();
    }

    @Test
    void givesOnWhatCameBehindTheRequestInTheSameSegment() throws Exception {
        byte[] request = RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder()
                        .setUuid(uuid)
                        .setLicenceKey(server.target().key()))
                .build()
                .toByteArray();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.write((request.length << 2) | 1);
        segment.write(request.length >>> 6);
        segment.writeBytes(request);
        segment.writeBytes("at once".getBytes(StandardCharsets.US_ASCII));
        try (Socket first = new Socket(HERE, server.target().relay().getPort())) {
            first.getOutputStream().write(segment.toByteArray());
            try (TcpWire second = (TcpWire) leg(false)) {
                assertThat(second.socket().getInputStream().readNBytes(7)).asString().isEqualTo("at once");
            }
        }
    }

    @Test
    void deliversWhatWasSentBeforeTheEndAndLetsTheOtherDirectionGoOn() throws Exception {
        try (TcpWire first = (TcpWire) leg(false);
                TcpWire second = (TcpWire) leg(false)) {
            byte[] much = new byte[20_000_000];
            new Random(3).nextBytes(much);
            CompletableFuture<byte[]> sent = async(() -> {
                first.socket().getOutputStream().write(much);
                first.socket().shutdownOutput();
                return much;
            });
            InputStream in = second.socket().getInputStream();
            assertThat(in.readAllBytes()).isEqualTo(much);
            sent.get(10, TimeUnit.SECONDS);
            CompletableFuture<byte[]> sentBack = async(() -> {
                second.socket().getOutputStream().write(much);
                second.socket().shutdownOutput();
                return much;
            });
            assertThat(first.socket().getInputStream().readAllBytes()).isEqualTo(much);
            sentBack.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void closesTheOtherSideWhenOneAborts() throws Exception {
        try (TcpWire first = (TcpWire) leg(false);
                TcpWire second = (TcpWire) leg(false)) {
            second.sendPayload(new byte[]{1});
            assertThat(first.receivePayload(PATIENCE)).hasValue(new byte[]{1});
            first.socket().setSoLinger(true, 0);
            first.close();
            assertEnded(second);
        }
    }

    private static void assertEnded(Wire wire) {
        Awaitility.await().atMost(15, TimeUnit.SECONDS).until(() -> {
            try {
                return wire.receivePayload(Duration.ofMillis(200)).isEmpty();
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void closesLegsWithoutUuidOrWithAnotherKeyAndAnswersNothing() throws Exception {
        try (TcpWire none = TcpWire.connect(server.target().relay(), TestServer.at("127.0.0.1"), PATIENCE)) {
            none.send(RendezvousMessage.newBuilder()
                    .setRequestRelay(RequestRelay.newBuilder().setLicenceKey(server.target().key()))
                    .build());
            assertThat(none.receivePayload(PATIENCE)).isEmpty();
        }
        try (TcpWire wrong = TcpWire.connect(server.target().relay(), TestServer.at("127.0.0.1"), PATIENCE)) {
            wrong.send(RendezvousMessage.newBuilder()
                    .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setLicenceKey("wrong"))
                    .build());
            assertThat(wrong.receivePayload(PATIENCE)).isEmpty();
        }
    }

    @Test
    void closesAFirstLegWhoseSecondDoesNotComeAndSessionsThatAreIdle() throws Exception {
        try (Wire alone = leg(false)) {
            assertEnded(alone);
        }
        try (Wire first = leg(false);
                Wire second = leg(true)) {
            assertEnded(first);
            assertEnded(second);
        }
    }

    @Test
    void aFirstLegThatHasGoneDoesNotTakeTheNextOnesSecond() throws Exception {
        try (Wire _ = leg(false)) {
            awaitParked(1);
        }
        // Before the server has heard of the end, the next leg would be taken for the second.
        awaitParked(0);
        try (Wire first = leg(false);
                Wire second = leg(false)) {
            first.sendPayload(new byte[]{7});
            assertThat(second.receivePayload(PATIENCE)).hasValue(new byte[]{7});
        }
    }

    private void awaitParked(int legs) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> server.metrics()
                .contains("\nfairlead_relay_parked " + legs + ".0\n"));
    }

    @Test
    void servesAConsoleAndAClientOnLoopback() throws Exception {
        assertThat(console("sb")).isEqualTo("1000000Mb/s\n");
        assertThat(console("ls 16")).isEmpty();
        assertThat(console("ls\n")).isEqualTo("16Mb/s\n");
        try (Wire first = leg(false);
                Wire second = leg(false)) {
            first.sendPayload(new byte[100_000]);
            assertThat(second.receivePayload(PATIENCE)).isPresent();
            assertThat(console("u")).matches("127\\.0\\.0\\.1:\\d+: \\d+s 0\\.10MB \\d+kb/s \\d+kb/s \\d+kb/s\\n");
        }
        assertThat(console("h")).contains("blacklist-add(ba) <ip>");
    }

    private String console(String line) throws IOException {
        try (Socket socket = new Socket(HERE, server.target().relay().getPort())) {
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void servesOnAfterGarbageOnEveryPort() throws Exception {
        Semaphore atOnce = new Semaphore(64);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20_000; i++) {
                int seed = i;
                atOnce.acquire();
                threads.execute(() -> {
                    garbage(seed);
                    atOnce.release();
                });
            }
        }
        try (Wire first = leg(false);
                Wire second = leg(true)) {
            first.sendPayload(new byte[]{9});
            assertThat(second.receivePayload(PATIENCE)).hasValue(new byte[]{9});
        }
        SimulatedController controller = new SimulatedController(server.target(), HERE);
        assertThat(controller.natTest()).isEqualTo(NatType.ASYMMETRIC);
        assertThat(controller.online(List.of(uuid))).containsExactly(false);
        try (UdpWire device = new UdpWire(server.target().rendezvous(), TestServer.at("127.0.0.9"))) {
            device.send(Messages.registerPk(Messages.freshId()));
            assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
        }
        // 20,000 connections from here and not a buffer more than the pool keeps for its threads.
        assertThat(heldByBuffers()).isLessThan(2 * MOST_HELD);
    }

    private void garbage(int seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(1, 200)];
        random.nextBytes(bytes);
        int port = server.target().port() - 1 + random.nextInt(5);
        try (UdpWire udp = new UdpWire(server.target().rendezvous(), TestServer.at("127.0.0.1"));
                Socket socket = new Socket(HERE, port)) {
            udp.sendBytes(bytes);
            socket.getOutputStream().write(bytes);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // The server may close first; that it serves on is what counts.
        }
    }
}
