package io.fairlead.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RemoteDeliveryTest {
    private static final DevicePush PUSH = new DevicePush("100000001", OpaqueBytes.EMPTY);

    private final TestNode.Counts counts = new TestNode.Counts();
    private final RemoteDelivery remote = new RemoteDelivery(Duration.ofMinutes(1), 2, counts);
    private final List<CourierMessage> sent = new ArrayList<>();
    private final Peer peer = new Peer("b", true, sent::add);
    private final Peer other = new Peer("c", true, sent::add);

    private CompletableFuture<Delivery> ask(RemoteDelivery through, Peer to) {
        return through.ask(to, id -> new CourierMessage.Push(id, "from", PUSH)).toCompletableFuture();
    }

    private CourierMessage.Reply replyToLast(Delivery delivery) {
        return new CourierMessage.Reply(((CourierMessage.Request) sent.getLast()).id(), delivery);
    }

    @Test
    void aRequestEndsWithItsReply() {
        CompletableFuture<Delivery> gone = ask(remote, peer);
        CourierMessage.Reply reply = replyToLast(Delivery.GONE);
        CompletableFuture<Delivery> delivered = ask(remote, peer);

        remote.replied(replyToLast(Delivery.DELIVERED));
        assertThat(delivered).isCompletedWithValue(Delivery.DELIVERED);
        assertThat(gone).isNotDone();

        remote.replied(reply);
        assertThat(gone).isCompletedWithValue(Delivery.GONE);
        assertThat(remote.underWay()).isZero();
        assertThat(counts.sent).containsExactlyInAnyOrderEntriesOf(Map.of(Delivery.GONE, 1, Delivery.DELIVERED, 1));
    }

    @Test
    void aRequestWithoutReplyEndsAtItsDeadlineAndALateReplyChangesNothing() {
        RemoteDelivery impatient = new RemoteDelivery(Duration.ofMillis(1), 2, counts);

        CompletableFuture<Delivery> late = ask(impatient, peer);
        assertThat(TestNode.settled(late)).isEqualTo(Delivery.UNREACHABLE);
        impatient.replied(replyToLast(Delivery.DELIVERED));

        assertThat(late).isCompletedWithValue(Delivery.UNREACHABLE);
        assertThat(impatient.underWay()).isZero();
    }

    @Test
    void moreRequestsToOneNodeThanMayBeUnderWayAreNotSent() {
        CompletableFuture<Delivery> first = ask(remote, peer);
        ask(remote, peer);

        assertThat(ask(remote, peer)).isCompletedWithValue(Delivery.UNREACHABLE);
        assertThat(counts.refused).hasValue(1);
        assertThat(sent).hasSize(2);
        assertThat(ask(remote, other)).isNotDone();

        remote.replied(new CourierMessage.Reply(((CourierMessage.Request) sent.getFirst()).id(), Delivery.GONE));
        assertThat(first).isCompletedWithValue(Delivery.GONE);
        assertThat(ask(remote, peer)).isNotDone();
        assertThat(ask(remote, peer)).isCompletedWithValue(Delivery.UNREACHABLE);
    }

    @Test
    void requestsToANodeThatIsLostEndAtOnceAndThoseToOthersGoOn() {
        CompletableFuture<Delivery> lost = ask(remote, peer);
        CompletableFuture<Delivery> kept = ask(remote, other);

        remote.changed(new Roster(true, "from", List.of(), Map.of("b", new Peer("b", false, sent::add), "c", other)));
        assertThat(lost).isCompletedWithValue(Delivery.UNREACHABLE);
        assertThat(kept).isNotDone();

        remote.changed(Roster.NONE);
        assertThat(kept).isCompletedWithValue(Delivery.UNREACHABLE);
    }

    @Test
    void aNodeThatIsNotReachableIsSentNothing() {
        assertThat(ask(remote, new Peer("b", false, sent::add))).isCompletedWithValue(Delivery.UNREACHABLE);

        assertThat(sent).isEmpty();
    }
}
