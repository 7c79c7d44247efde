package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.Located.Known;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.peer.StoreOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that moves a device ends between two steps; the ids lie on two masters of a Redis Cluster. */
class RedisMoveTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final DeviceIdentity DEVICE = device("100000001", "uuid");
    private static final DeviceIdentity MOVED = device("Laptop", "uuid");

    private static RedisSetup redis;

    private TestNode node;
    private RedisMoves moves;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisSetup.cluster();
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @BeforeEach
    void open() throws InterruptedException {
        node = TestNode.open(redis.fresh(), LONGEST, "node");
        Epochs epochs = new Epochs(node.store());
        await(epochs.check());
        moves = new RedisMoves(node.store(), epochs, LONGEST);
        await(node.store(DEVICE, Optional.empty()));
    }

    @AfterEach
    void close() {
        node.end();
    }

    private static RedisMoves.Move move(String token, long hold) {
        return new RedisMoves.Move(DEVICE, "Laptop", hold, token, Bytes.of(1_700_000_000));
    }

    @Test
    void aMoveThatWasOnlyBegunHasChangedNothing() {
        await(moves.sendBegin(move("token", 0)));

        assertThat(await(node.locate("100000001"))).isEqualTo(new Known(DEVICE, Optional.empty()));
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Located.Unknown());
        assertThat(await(node.move(DEVICE, "Laptop", Duration.ZERO))).isEqualTo(new MoveOutcome.Moved());
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Known(MOVED, Optional.empty()));
    }

    @Test
    void aReservedIdIsNobodysAndIsFreeAfterAWhile() {
        await(moves.sendBegin(move("token", 0)));
        await(moves.sendReserve(move("token", 0)));

        assertThat(await(node.locate("100000001"))).isEqualTo(new Known(DEVICE, Optional.empty()));
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Located.Unknown());
        DeviceIdentity another = device("Laptop", "another");
        assertThat(await(node.store(another, Optional.empty()))).isEqualTo(new StoreOutcome.Unavailable());
        DeviceIdentity third = device("300000003", "third");
        await(node.store(third, Optional.empty()));
        assertThat(await(node.move(third, "Laptop", Duration.ZERO))).isEqualTo(new MoveOutcome.Taken());

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(
                () -> await(node.store(another, Optional.empty())) instanceof StoreOutcome.Stored);
        assertThat(await(moves.sendDecide(move("token", 0))).stream().map(Bytes::text)).containsExactly("refused");
        assertThat(await(node.locate("100000001"))).isEqualTo(new Known(DEVICE, Optional.empty()));
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Known(another, Optional.empty()));
    }

    @Test
    void aMoveThatWasDecidedIsFinishedByWhoLooks() {
        decide(3600);

        DeviceIdentity held = new DeviceIdentity("100000001", DEVICE.uuid(), OpaqueBytes.EMPTY, "");
        assertThat(await(node.locate("100000001"))).isEqualTo(new Known(held, Optional.empty()));
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Known(MOVED, Optional.empty()));
        assertThat(fields("Laptop")).containsExactlyInAnyOrder("u", "k", "i", "c");
        assertThat(fields("100000001")).containsExactlyInAnyOrder("u", "h", "c");
        assertThat(await(node.store().commands().ttl(node.store().keys().device("100000001"))))
                .isBetween(3590L, 3600L);
    }

    @Test
    void aMoveThatWasDecidedIsFinishedByWhoWantsTheId() {
        decide(0);

        assertThat(await(node.store(device("Laptop", "another"), Optional.empty())))
                .isEqualTo(new StoreOutcome.Conflict(Optional.of(MOVED)));
        assertThat(await(node.locate("100000001"))).isEqualTo(new Located.Unknown());
        assertThat(fields("100000001")).isEmpty();
    }

    @Test
    void aMoveThatWasDecidedIsFinishedByTheNextMove() {
        decide(0);

        assertThat(await(node.move(MOVED, "Desktop", Duration.ZERO))).isEqualTo(new MoveOutcome.Moved());
        assertThat(await(node.locate("Desktop"))).isEqualTo(new Known(device("Desktop", "uuid"), Optional.empty()));
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Located.Unknown());
    }

    @Test
    void anOldIdThatIsAnothersByNowStillKnowsWhereItsDeviceWent() {
        decide(0);
        DeviceIdentity next = device("100000001", "next");
        assertThat(await(node.store(next, Optional.empty()))).isEqualTo(new StoreOutcome.Stored());
        assertThat(await(node.move(next, "Elsewhere", Duration.ZERO))).isEqualTo(new MoveOutcome.Moved());

        Awaitility.await().pollDelay(LONGEST).until(() -> true);
        assertThat(await(node.locate("Laptop"))).isEqualTo(new Known(MOVED, Optional.empty()));
    }

    @Test
    void aMoveLeavesNothingBehindAndKeepsTheTimeOfCreation() {
        await(node.move(DEVICE, "Laptop", Duration.ZERO));

        assertThat(fields("Laptop")).containsExactlyInAnyOrder("u", "k", "i", "c");
        assertThat(fields("100000001")).isEmpty();
    }

    @Test
    void atNoMomentHasTheDeviceBothIdsOrNone() throws InterruptedException {
        int looksMeanwhile = 0;
        for (int round = 0; round < 100; round++) {
            DeviceIdentity device = device("old" + round, "uuid");
            await(node.store(device, Optional.empty()));
            CompletionStage<MoveOutcome> move = node.move(device, "new" + round, Duration.ZERO);
            boolean ended;
            do {
                ended = move.toCompletableFuture().isDone();
                // What is seen first was so before what is seen then: it goes from the old id to the new one.
                boolean gone = await(node.locate("old" + round)) instanceof Located.Unknown;
                boolean there = await(node.locate("new" + round)) instanceof Known;
                assertThat(gone && !there).as("none").isFalse();
                boolean come = await(node.locate("new" + round)) instanceof Known;
                boolean still = await(node.locate("old" + round)) instanceof Known;
                assertThat(come && still).as("both").isFalse();
                looksMeanwhile += ended ? 0 : 1;
            } while (!ended);
            assertThat(await(move)).isEqualTo(new MoveOutcome.Moved());
            assertThat(await(node.locate("new" + round))).isInstanceOf(Known.class);
        }
        assertThat(looksMeanwhile).isPositive();
    }

    private void decide(long hold) {
        await(moves.sendBegin(move("token", hold)));
        await(moves.sendReserve(move("token", hold)));
        assertThat(await(moves.sendDecide(move("token", hold))).stream().map(Bytes::text)).containsExactly("moved");
    }

    private List<String> fields(String id) {
        return await(node.store().commands().hkeys(node.store().keys().device(id))).stream().map(Bytes::text).toList();
    }

    private static DeviceIdentity device(String id, String uuid) {
        return new DeviceIdentity(id, OpaqueBytes.copyOf(uuid.getBytes(StandardCharsets.UTF_8)),
                OpaqueBytes.copyOf(new byte[32]), "192.0.2.1");
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
