package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.control.ControlDrop;
import io.fairlead.cluster.control.ControlEvents;
import io.fairlead.cluster.control.ControlMessage;
import io.fairlead.cluster.control.ControlMessage.Kind;
import io.fairlead.cluster.control.ControlSeal;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.control.NodeControl.Reply;
import io.fairlead.cluster.control.NodeControlContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands between nodes through a real Redis, and what somebody can do who can write to it. */
class RedisControlTest extends NodeControlContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static final ControlSeal SEAL = seal("a secret of nodes");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ControlDrop> dropped = new CopyOnWriteArrayList<>();
    private final AtomicInteger carriedOut = new AtomicInteger();

    private static ControlSeal seal(String secret) {
        return new ControlSeal(OpaqueBytes.copyOf(secret.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected NodeControl open(String nodeId, String told) throws Exception {
        return open(nodeId, told, SEAL, Duration.ofSeconds(2));
    }

    private NodeControl open(String nodeId, String told, ControlSeal seal, Duration deadline) throws Exception {
        return REDIS.closing(new RedisControl(
                REDIS.connect(), nodeId, told, seal, deadline, InstantSource.system(), new ControlEvents() {
                    @Override
                    public void sent() {
                        // Not asked for here.
                    }

                    @Override
                    public void received() {
                        // Not asked for here.
                    }

                    @Override
                    public void dropped(ControlDrop reason) {
                        dropped.add(reason);
                    }
                }));
    }

    private NodeControl node(String nodeId, ControlSeal seal) throws Exception {
        NodeControl control = open(nodeId, "relay", seal, Duration.ofSeconds(15));
        control.serve((command, text) -> {
            carriedOut.incrementAndGet();
            return command.equals("refuse") ? new Reply.Refused(text) : new Reply.Answered(nodeId + " " + text);
        });
        return control;
    }

    private static void put(RedisStore store, String node, byte[] message) {
        store.commands().rpush(store.keys().mailbox(node), message).toCompletableFuture().join();
    }

    private static byte[] ask(String id, long sent) {
        return SEAL.seal(new ControlMessage(Kind.ASK, id, "a-1", "b-2", sent, "say", "x")).orElseThrow()
                .toByteArray();
    }

    @Test
    void nodesAskEachOther() throws Exception {
        NodeControl one = node("a-1", SEAL);
        NodeControl other = node("b-2", SEAL);
        await().atMost(PATIENCE).until(() -> one.nodes().toCompletableFuture().join()
                .equals(Map.of("a-1", "relay", "b-2", "relay")));
        assertThat(ask(one, "b-2", "say", "ä\n\0")).isEqualTo(new Reply.Answered("b-2 ä\n\0"));
        assertThat(ask(other, "a-1", "say", "y")).isEqualTo(new Reply.Answered("a-1 y"));
        assertThat(ask(one, "b-2", "refuse", "why")).isEqualTo(new Reply.Refused("why"));
        assertThat(dropped).isEmpty();
    }

    @Test
    void manyCommandsAtOnceEachHaveTheirOwnAnswer() throws Exception {
        NodeControl one = node("a-1", SEAL);
        NodeControl other = node("b-2", SEAL);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            replies.add(one.ask("b-2", "say", String.valueOf(i)).toCompletableFuture());
        }
        for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i).join()).isEqualTo(new Reply.Answered("b-2 " + i));
        }
        assertThat(other.isShared()).isTrue();
    }

    @Test
    void aNodeThatEndedIsListedNoMore() throws Exception {
        NodeControl one = node("a-1", SEAL);
        NodeControl other = node("b-2", SEAL);
        await().atMost(PATIENCE).until(() -> one.nodes().toCompletableFuture().join().containsKey("b-2"));
        other.close();
        await().atMost(PATIENCE).until(() -> !one.nodes().toCompletableFuture().join().containsKey("b-2"));
    }

    @Test
    void whoDoesNotKnowTheSecretCanHaveNothingDone() throws Exception {
        NodeControl stranger = open("a-1", "relay", seal("a stranger's secret"), Duration.ofSeconds(2));
        stranger.serve((_, text) -> new Reply.Answered(text));
        node("b-2", SEAL);
        assertThat(ask(stranger, "b-2", "say", "x")).isEqualTo(new Reply.NoAnswer());
        assertThat(dropped).contains(ControlDrop.WRONG_MAC);
        assertThat(carriedOut).hasValue(0);
    }

    @Test
    void aMessageThatIsPutBackIsNotCarriedOutAgain() throws Exception {
        node("b-2", SEAL);
        RedisStore store = REDIS.connect();
        byte[] message = ask("1", System.currentTimeMillis());
        put(store, "b-2", message);
        await().atMost(PATIENCE).until(() -> carriedOut.get() == 1);
        put(store, "b-2", message);
        put(store, "b-2", ask("2", System.currentTimeMillis() - 120_000));
        put(store, "b-2", SEAL.seal(new ControlMessage(
                Kind.ASK, "3", "a-1", "c-3", System.currentTimeMillis(), "say", "x")).orElseThrow().toByteArray());
        put(store, "b-2", new byte[]{1, 2, 3});
        put(store, "b-2", new byte[100]);
        put(store, "b-2", SEAL.seal(new ControlMessage(
                Kind.ANSWERED, "4", "a-1", "b-2", System.currentTimeMillis(), "say", "x")).orElseThrow()
                .toByteArray());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dropped).containsExactly(ControlDrop.REPLAYED,
                ControlDrop.STALE, ControlDrop.OTHER_NODE, ControlDrop.MALFORMED, ControlDrop.WRONG_MAC,
                ControlDrop.NOT_ASKED));
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void anAnswerOfAnotherNodeIsNotTaken() throws Exception {
        NodeControl one = open("a-1", "relay", SEAL, Duration.ofSeconds(3));
        one.serve((_, text) -> new Reply.Answered(text));
        RedisStore store = REDIS.connect();
        CompletableFuture<Reply> reply = one.ask("b-2", "say", "x").toCompletableFuture();
        byte[][] asked = new byte[1][];
        await().atMost(PATIENCE).until(() -> {
            asked[0] = store.commands().lpop(store.keys().mailbox("b-2")).toCompletableFuture().join();
            return asked[0] != null;
        });
        ControlMessage message = ((ControlSeal.Opened.Message) SEAL.open(asked[0])).message();
        put(store, "a-1", SEAL.seal(new ControlMessage(Kind.ANSWERED, message.id(), "c-3", "a-1",
                System.currentTimeMillis(), "say", "forged")).orElseThrow().toByteArray());
        assertThat(reply.join()).isEqualTo(new Reply.NoAnswer());
        assertThat(dropped).containsExactly(ControlDrop.NOT_ASKED);
    }

    @Test
    void aMailboxThatNobodyReadsIsBoundedAndEnds() throws Exception {
        NodeControl one = open("a-1", "relay", SEAL, Duration.ofMillis(50));
        one.serve((_, text) -> new Reply.Answered(text));
        for (int i = 0; i < 210; i++) {
            one.ask("b-2", "say", "x").toCompletableFuture().join();
        }
        await().atMost(PATIENCE).until(() -> REDIS.process().ask("LLEN", "test:m:b-2").equals("200"));
        assertThat(Long.parseLong(REDIS.process().ask("PTTL", "test:m:b-2"))).isBetween(1L, 10_000L);
    }

    @Test
    void aSlowCommandHoldsUpNoOther() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        NodeControl other = open("b-2", "relay", SEAL, Duration.ofSeconds(15));
        other.serve((command, text) -> {
            if (command.equals("wait")) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Reply.Answered(text);
        });
        NodeControl one = node("a-1", SEAL);
        CompletableFuture<Reply> slow = one.ask("b-2", "wait", "slow").toCompletableFuture();
        assertThat(ask(one, "b-2", "say", "fast")).isEqualTo(new Reply.Answered("fast"));
        assertThat(slow).isNotDone();
        released.countDown();
        assertThat(slow.join()).isEqualTo(new Reply.Answered("slow"));
    }

    @Test
    void withoutRedisNobodyAnswersUntilItIsBack() throws Exception {
        NodeControl one = open("a-1", "relay", SEAL, Duration.ofSeconds(2));
        one.serve((_, text) -> new Reply.Answered(text));
        node("b-2", SEAL);
        assertThat(ask(one, "b-2", "say", "x")).isEqualTo(new Reply.Answered("b-2 x"));
        REDIS.process().kill();
        assertThat(ask(one, "b-2", "say", "x")).isEqualTo(new Reply.NoAnswer());
        assertThat(one.nodes().toCompletableFuture().join()).isEqualTo(Map.of("a-1", "relay"));
        assertThat(ask(one, "a-1", "say", "x")).isEqualTo(new Reply.Answered("x"));
        REDIS.process().start();
        await().atMost(PATIENCE).until(() -> ask(one, "b-2", "say", "x").equals(new Reply.Answered("b-2 x")));
    }
}
