package io.fairlead.cluster.courier;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link NodeCourier} must do for the node that it belongs to. */
public abstract class NodeCourierContract {
    private static final String NODE = "node-1";
    private static final DevicePush PUSH = new DevicePush("100000001", bytes("punch"));

    private final InetSocketAddress requester = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);
    private final InetSocketAddress device = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000);
    private final DeviceAnswer answer = new DeviceAnswer(requester, device, Transport.TCP, bytes("sent"));
    private final RecordingEndpoint endpoint = new RecordingEndpoint(Set.of("100000001"));
    private NodeCourier courier;

    /** Opens the courier of node {@code nodeId}, which is alone. */
    protected abstract NodeCourier open(String nodeId, LocalEndpoint endpoint) throws Exception;

    @BeforeEach
    void openCourier() throws Exception {
        courier = open(NODE, endpoint);
    }

    @Test
    void aPushForADeviceOfThisNodeReachesItUnchanged() {
        assertThat(await(courier.push(NODE, PUSH))).isEqualTo(Delivery.DELIVERED);

        assertThat(endpoint.pushes).containsExactly(PUSH);
    }

    @Test
    void aPushForADeviceThatThisNodeNoLongerHoldsIsGone() {
        assertThat(await(courier.push(NODE, new DevicePush("100000002", bytes("punch"))))).isEqualTo(Delivery.GONE);
    }

    @Test
    void aPushForANodeThatDoesNotExistIsUnreachableAndReachesNobody() {
        assertThat(await(courier.push("node-9", PUSH))).isEqualTo(Delivery.UNREACHABLE);

        assertThat(endpoint.pushes).isEmpty();
    }

    @Test
    void anAnswerReachesTheRequesterThatThisNodeHoldsUnchanged() {
        endpoint.requesters.add(requester);
        courier.holdRequester(requester);

        assertThat(await(courier.answer(answer))).isEqualTo(Delivery.DELIVERED);

        assertThat(endpoint.answers).containsExactly(answer);
    }

    @Test
    void anAnswerForARequesterThatHasLeftIsGone() {
        endpoint.requesters.add(requester);
        courier.holdRequester(requester);
        endpoint.requesters.remove(requester);
        courier.releaseRequester(requester);

        assertThat(await(courier.answer(answer))).isEqualTo(Delivery.GONE);
    }

    @Test
    void anAnswerForARequesterThatNobodyHeldIsGone() {
        assertThat(await(courier.answer(answer))).isEqualTo(Delivery.GONE);
    }

    @Test
    void aReleaseOfARequesterThatIsNotHeldDoesNothing() {
        courier.releaseRequester(requester);
        endpoint.requesters.add(requester);
        courier.holdRequester(requester);

        assertThat(await(courier.answer(answer))).isEqualTo(Delivery.DELIVERED);
    }

    private static Delivery await(CompletionStage<Delivery> delivery) {
        return delivery.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
