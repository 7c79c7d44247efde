package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.network.Crowds;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTableTest {
    private static final long TIMEOUT = 1000;
    private static final long LONGEST = 500;

    private DeviceTable table;
    private HeldIdentities identities;
    private final DatagramSender socket = new Sender();
    private final DatagramSender other = new Sender();

    @BeforeEach
    void whole() {
        keep(true);
    }

    private void keep(boolean whole) {
        table = new DeviceTable(TIMEOUT, whole, new Crowds(0, (_, _) -> {}));
        identities = new HeldIdentities(whole);
    }

    private static final class Sender implements DatagramSender {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void send(RendezvousMessage message, InetSocketAddress to) {
            throw new AssertionError("nothing is sent");
        }
    }

    private static InetSocketAddress address(String ip, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(ip), port);
    }

    private Device put(String id, InetSocketAddress at, String confirmedFrom, long now) {
        DeviceIdentity identity = new DeviceIdentity(
                id, OpaqueBytes.copyOf(("uuid of " + id).getBytes(StandardCharsets.UTF_8)),
                OpaqueBytes.copyOf(("key of " + id).getBytes(StandardCharsets.UTF_8)), confirmedFrom);
        Device device = new Device(identities.of(identity), new DatagramPath(socket, at), now, 0, table.stamp(id));
        table.put(device);
        return device;
    }

    private Device claimed(String id, InetSocketAddress at, long now) {
        Device device = put(id, at, at.getAddress().getHostAddress(), now);
        assertThat(table.beginClaim(device)).hasValue(now);
        assertThat(table.endClaim(device, 7)).isTrue();
        return device;
    }

    private boolean heard(String id, InetSocketAddress from, DatagramSender to, long now) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        byte[] octets = from.getAddress().getAddress();
        long high = octets.length == 4 ? 0 : ByteBuffer.wrap(octets).getLong();
        long low = octets.length == 4
                ? 0xffff_0000_0000L | Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt())
                : ByteBuffer.wrap(octets).getLong(8);
        MemorySegment memory = MemorySegment.ofArray(bytes);
        return table.heard(table.hash(memory, 0, bytes.length), memory, 0, bytes.length, high, low, from.getPort(),
                table.socket(to), now, LONGEST);
    }

    @Test
    void readerTakesEachDatagramForWhatItIsAmongThoseReadTogether() throws Exception {
        InetSocketAddress at = address("192.0.2.1", 65_000);
        claimed("100000001", at, 10);
        claimed("100000002", at, 10);
        AtomicInteger counted = new AtomicInteger();
        HeartbeatReader reader = new HeartbeatReader(table, table.socket(socket), 0, new SilentEvents() {
            @Override
            public void heartbeats(int heartbeats) {
                counted.addAndGet(heartbeats);
            }
        }, () -> 20, 4);
        List<byte[]> datagrams = Stream.of("100000002", "100000003", "", "100000001").map(DeviceTableTest::heartbeat)
                .toList();
        reader.begin();
        for (int i = 0; i < datagrams.size(); i++) {
            byte[] datagram = datagrams.get(i);
            reader.read(i, MemorySegment.ofArray(datagram), 0, datagram.length);
        }
        reader.fetch(datagrams.size());
        long low = 0xffff_0000_0000L | 0xc0000201L;
        List<HeartbeatReader.Answer> answers = new ArrayList<>();
        for (int i = 0; i < datagrams.size(); i++) {
            answers.add(reader.take(i, MemorySegment.ofArray(datagrams.get(i)), 0, low, 65_000));
        }
        reader.end();
        assertThat(answers).containsExactly(HeartbeatReader.Answer.KNOWN, HeartbeatReader.Answer.NONE,
                HeartbeatReader.Answer.NONE, HeartbeatReader.Answer.KNOWN);
        assertThat(counted).hasValue(2);
        assertThat(reader.fetched()).isNotZero();
    }

    private static byte[] heartbeat(String id) {
        return RendezvousMessage.newBuilder().setRegisterPeer(RegisterPeer.newBuilder().setId(id)).build()
                .toByteArray();
    }

    @Test
    void aHeartbeatFromTheSameAddressToTheSameSocketIsOrdinary() throws Exception {
        for (String ip : List.of("192.0.2.1", "2001:db8::1", "::1", "255.255.255.255", "ffff::ffff")) {
            InetSocketAddress at = address(ip, 65_000);
            claimed("100000001", at, 10);
            assertThat(heard("100000001", at, socket, 20)).as(ip).isTrue();
            assertThat(table.find("100000001").orElseThrow().lastHeard()).isEqualTo(20);
            assertThat(heard("100000001", address(ip, 65_001), socket, 30)).as("another port").isFalse();
            assertThat(heard("100000001", at, other, 30)).as("another socket").isFalse();
            assertThat(heard("100000002", at, socket, 30)).as("another device").isFalse();
            assertThat(heard("100000001", address("192.0.2.2", 65_000), socket, 30)).as("another host").isFalse();
            assertThat(heard("100000001", address("2001:db8::2", 65_000), socket, 30)).as("another host").isFalse();
            assertThat(table.find("100000001").orElseThrow().lastHeard()).isEqualTo(20);
        }
    }

    @Test
    void aHeartbeatIsLookedAtWhenTheRouteIsNotClaimedOrTheDeviceWasSilent() throws Exception {
        InetSocketAddress at = address("192.0.2.1", 4000);
        Device device = put("100000001", at, "192.0.2.1", 10);
        assertThat(heard("100000001", at, socket, 20)).as("not claimed").isFalse();
        table.beginClaim(device);
        assertThat(heard("100000001", at, socket, 20)).as("claim under way").isTrue();
        table.endClaim(device, 0);
        assertThat(heard("100000001", at, socket, 20)).as("claim failed").isFalse();
        table.beginClaim(device);
        table.endClaim(device, 7);
        assertThat(heard("100000001", at, socket, 20 + LONGEST)).as("just heard").isTrue();
        assertThat(heard("100000001", at, socket, 21 + 2 * LONGEST)).as("silent").isFalse();
        table.unclaim(device);
        assertThat(heard("100000001", at, socket, 30)).as("to be claimed again").isFalse();
    }

    @Test
    void aHeartbeatFromWhereNoKeyWasConfirmedIsLookedAt() throws Exception {
        InetSocketAddress at = address("192.0.2.1", 4000);
        Device device = put("100000001", at, "192.0.2.9", 10);
        table.beginClaim(device);
        table.endClaim(device, 7);
        assertThat(heard("100000001", at, socket, 20)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsFoundIsWhatWasPut(boolean whole) throws Exception {
        keep(whole);
        for (String confirmed : List.of("192.0.2.1", "2001:db8::1", "", "no address")) {
            for (String ip : List.of("192.0.2.1", "2001:db8::1")) {
                Device device = put("ñandú-" + ip, address(ip, 1), confirmed, 5);
                assertThat(table.find(device.id())).contains(device);
            }
        }
    }

    @Test
    void whatWasReplacedIsNotTouchedByWhatIsSaidOfItsFormer() throws Exception {
        InetSocketAddress at = address("192.0.2.1", 4000);
        Device former = claimed("100000001", at, 10);
        Device now = put("100000001", at, "192.0.2.1", 20);
        assertThat(table.heard(former, 30)).isZero();
        assertThat(table.remove(former)).isEmpty();
        assertThat(table.beginClaim(former)).isEmpty();
        assertThat(table.claimedBefore(former, 9)).isFalse();
        assertThat(table.beginClaim(now)).hasValue(20);
        table.unclaim(former);
        assertThat(table.endClaim(former, 8)).as("the route is the new one's").isTrue();
        assertThat(table.remove(now).map(Device::fence)).contains(8L);
        assertThat(table.endClaim(now, 9)).as("nothing is held").isFalse();
    }

    @Test
    void whatIsKnownOfAClaimDoesNotDependOnHowMuchIsKept() throws Exception {
        for (boolean whole : new boolean[]{true, false}) {
            keep(whole);
            InetSocketAddress at = address("192.0.2.1", 4000);
            Device device = put("100000001", at, "192.0.2.1", 10);
            assertThat(table.find("100000001").map(Device::fence)).contains(0L);
            assertThat(table.beginClaim(device)).hasValue(10);
            assertThat(table.beginClaim(device)).as("under way").isEmpty();
            assertThat(table.endClaim(device, 1)).isTrue();
            assertThat(table.find("100000001").map(Device::fence)).contains(1L);
            assertThat(heard("100000001", at, socket, 20)).isTrue();
            table.unclaim(device);
            assertThat(table.find("100000001").map(Device::fence)).as("what was given last").contains(1L);
            assertThat(heard("100000001", at, socket, 20)).isFalse();
            assertThat(table.find("100000001").map(Device::who)).contains(device.who());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void holdsWhatAMapHoldsWhateverComesAndGoes(boolean whole) throws Exception {
        keep(whole);
        Random random = new Random(5);
        Map<String, Device> model = new HashMap<>();
        for (int step = 0; step < 60_000; step++) {
            String id = "device-" + random.nextInt(3000);
            long now = step / 100;
            switch (random.nextInt(4)) {
                case 0, 1 -> model.put(id, put(id, address("10.0." + random.nextInt(256) + ".1", 1 + step % 60_000),
                        "10.0.0.1", now));
                case 2 -> {
                    Optional<Device> held = table.find(id);
                    assertThat(held).isEqualTo(Optional.ofNullable(model.get(id)));
                    held.ifPresent(device -> assertThat(table.remove(device)).contains(device));
                    model.remove(id);
                }
                default -> {
                    Device held = model.get(id);
                    if (held != null) {
                        assertThat(table.heard(held, now)).isEqualTo(now - held.lastHeard());
                        model.put(id, new Device(held.who(), held.path(), now, 0, held.stamp()));
                    }
                }
            }
        }
        assertThat(table.size()).isEqualTo(model.size());
        DeviceCursor cursor = table.all();
        Set<Device> all = new HashSet<>();
        for (Optional<Device> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            assertThat(all.add(next.get())).isTrue();
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
        long late = 570 + TIMEOUT;
        Set<Device> expired = new HashSet<>();
        table.sweep(late, expired::add);
        assertThat(expired).isNotEmpty().containsExactlyInAnyOrderElementsOf(
                model.values().stream().filter(device -> device.isGone(late, TIMEOUT)).toList());
        assertThat(table.size()).isEqualTo(model.size() - expired.size());
    }

    @Test
    void heartbeatsAreHeardWhileDevicesComeAndGo() throws Exception {
        int devices = 2000;
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            addresses.add(address("10.1." + i / 250 + "." + (1 + i % 250), 4000));
            claimed("stays-" + i, addresses.get(i), 0);
        }
        try (ExecutorService others = Executors.newFixedThreadPool(2)) {
            List<Future<?>> changes = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                String prefix = "comes-" + thread + "-";
                changes.add(others.submit(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        Device device = claimed(prefix + i % 700 + "x".repeat(i % 40), addresses.get(i % devices), 0);
                        if (i % 3 == 0) {
                            assertThat(table.remove(device)).isPresent();
                        }
                    }
                    return null;
                }));
            }
            do {
                for (int i = 0; i < devices; i++) {
                    assertThat(heard("stays-" + i, addresses.get(i), socket, 1)).isTrue();
                }
            } while (!changes.stream().allMatch(Future::isDone));
            for (Future<?> change : changes) {
                change.get();
            }
        }
    }
}
