package io.fairlead.load;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long an introduction takes: from a requester's PunchHoleRequest, on a connection that is open, to the answer that
 * it gets, with a device that answers at once. Each way, which is the node that the device is registered at and the
 * node that is asked, is measured in turn with the others, so that all meet the same machine.
 *
 * <p>{@code java -cp 'cli/target/fairlead/lib/*' io.fairlead.load.PunchLatency ROUNDS KEY DEVICE-NODE=ASKED-NODE...},
 * each node as {@code host:port}.
 */
public final class PunchLatency {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WARM_UP = 500;
    private static final int DEFAULT_PORT = 21_116;
    private static final InetSocketAddress DEVICE = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.3"), 0);
    private static final InetSocketAddress REQUESTER = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);

    private PunchLatency() {}

    /** One way, and what it took. */
    private static final class Way {
        private final String name;
        private final InetSocketAddress deviceNode;
        private final InetSocketAddress askedNode;
        private final String id;
        private final UdpWire device;
        private final List<Long> nanos = new ArrayList<>();

        Way(String name, Random random) throws IOException {
            this.name = name;
            List<String> nodes = Arrays.asList(name.split("=", 2));
            this.deviceNode = address(nodes.getFirst());
            this.askedNode = address(nodes.getLast());
            DeviceProfile profile = DeviceProfile.random(random, DEVICE.getAddress());
            this.id = profile.id();
            this.device = new UdpWire(deviceNode, DEVICE);
            device.send(RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder()
                            .setId(id).setUuid(profile.uuid()).setPk(profile.publicKey()))
                    .build());
            Result result = device.receive(PATIENCE).getRegisterPkResponse().getResult();
            if (result != Result.OK) {
                throw new IOException(name + ": registration answered " + result + " (expected: OK)");
            }
        }

        private static InetSocketAddress address(String text) {
            HostPort node = HostPort.parse(text, DEFAULT_PORT);
            return new InetSocketAddress(node.host(), node.port());
        }

        /** One introduction, as clients make it: each side by a connection of its own. */
        long introduce(String key) throws IOException {
            try (TcpWire requester = TcpWire.connect(askedNode, REQUESTER, PATIENCE);
                    TcpWire answering = TcpWire.connect(deviceNode, DEVICE, PATIENCE)) {
                long began = System.nanoTime();
                requester.send(RendezvousMessage.newBuilder()
                        .setPunchHoleRequest(PunchHoleRequest.newBuilder().setId(id).setLicenceKey(key)
                                .setVersion("1.4.3"))
                        .build());
                RendezvousMessage push = device.receive(PATIENCE);
                answering.send(RendezvousMessage.newBuilder()
                        .setPunchHoleSent(PunchHoleSent.newBuilder()
                                .setSocketAddr(MangledAddress.encode(requester.local()))
                                .setId(id)
                                .setRelayServer(push.getPunchHole().getRelayServer())
                                .setVersion("1.4.3"))
                        .build());
                if (requester.receiveAnswer(PATIENCE).getPunchHoleResponse().getSocketAddr().isEmpty()) {
                    throw new IOException(name + ": the introduction was refused");
                }
                return System.nanoTime() - began;
            }
        }

        /** Keeps the registration. */
        void heartbeat() throws IOException {
            device.send(RendezvousMessage.newBuilder()
                    .setRegisterPeer(io.fairlead.protocol.message.RegisterPeer.newBuilder().setId(id))
                    .build());
            device.receive(PATIENCE);
        }

        String report() {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return String.format(java.util.Locale.ROOT, "%-40s n=%d median %.3f ms  p90 %.3f ms  p99 %.3f ms", name,
                    sorted.length, millis(sorted, 0.5), millis(sorted, 0.9), millis(sorted, 0.99));
        }

        private static double millis(long[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
        }
    }

    /**
     * Measures and prints a line for each way.
     *
     * @param arguments rounds, key, ways
     * @throws IOException when a node does not do its part
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        String key = arguments[1];
        Random random = new Random();
        List<Way> ways = new ArrayList<>();
        for (String way : Arrays.asList(arguments).subList(2, arguments.length)) {
            ways.add(new Way(way, random));
        }
        long nextHeartbeat = System.nanoTime();
        for (int round = 0; round < rounds + WARM_UP; round++) {
            if (System.nanoTime() - nextHeartbeat >= 0) {
                for (Way way : ways) {
                    way.heartbeat();
                }
                nextHeartbeat = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            }
            for (Way way : ways) {
                long took = way.introduce(key);
                if (round >= WARM_UP) {
                    way.nanos.add(took);
                }
            }
        }
        ways.forEach(way -> System.out.println(way.report()));
    }
}
