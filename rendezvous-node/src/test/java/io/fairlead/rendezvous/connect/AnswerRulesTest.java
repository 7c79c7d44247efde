package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {
    private static final InetAddress DEVICE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");

    private static PendingRequest asked(PendingRequest.Kind kind) {
        return asked(kind, false);
    }

    private static PendingRequest asked(PendingRequest.Kind kind, boolean offersUdp) {
        DeviceIdentity device = new DeviceIdentity("device1", OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, "");
        return new PendingRequest(kind, device, Optional.empty(), DEVICE, "", "", "", offersUdp, 0);
    }

    private static boolean fits(RendezvousMessage message, PendingRequest request) {
        return AnswerRules.fits(message, Transport.TCP, DEVICE, request);
    }

    private static RendezvousMessage sent(String id) {
        return RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder().setId(id))
                .build();
    }

    private static RendezvousMessage relay(String id) {
        RelayResponse.Builder response = RelayResponse.newBuilder();
        if (!id.isEmpty()) {
            response.setId(id);
        }
        return RendezvousMessage.newBuilder().setRelayResponse(response).build();
    }

    @Test
    void onlyTheDeviceThatWasAskedAnswers() {
        PendingRequest punch = asked(PendingRequest.Kind.PUNCH_HOLE);
        assertThat(fits(sent("device1"), punch)).isTrue();
        assertThat(fits(sent("stranger"), punch)).isFalse();
        assertThat(fits(sent(""), punch)).isFalse();
        assertThat(fits(
                RendezvousMessage.newBuilder()
                        .setLocalAddr(LocalAddr.newBuilder().setId("stranger"))
                        .build(),
                punch))
                .isFalse();
        assertThat(fits(relay("device1"), punch)).isTrue();
        assertThat(fits(relay("stranger"), punch)).isFalse();
    }

    @Test
    void aDeviceNeedNotNameItselfOnlyWhenItWasPushedARequestRelay() {
        assertThat(fits(relay(""), asked(PendingRequest.Kind.PUNCH_HOLE))).isFalse();
        assertThat(fits(relay(""), asked(PendingRequest.Kind.REQUEST_RELAY))).isTrue();
        assertThat(fits(sent("device1"), asked(PendingRequest.Kind.REQUEST_RELAY))).isFalse();
    }

    @Test
    void aDeviceMayAnswerByAConnectionFromAnotherAddressButNotRefuseSo() {
        PendingRequest punch = asked(PendingRequest.Kind.PUNCH_HOLE);
        assertThat(AnswerRules.fits(sent("device1"), Transport.TCP, ELSEWHERE, punch)).isTrue();
        PendingRequest relay = asked(PendingRequest.Kind.REQUEST_RELAY);
        assertThat(AnswerRules.fits(relay(""), Transport.TCP, ELSEWHERE, relay)).isTrue();
        RendezvousMessage refusal = RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder().setRefuseReason("no"))
                .build();
        assertThat(AnswerRules.fits(refusal, Transport.TCP, ELSEWHERE, relay)).isFalse();
        assertThat(AnswerRules.fits(refusal, Transport.TCP, DEVICE, relay)).isTrue();
    }

    @Test
    void aDatagramAnswersOnlyWhoOfferedThatAndFromTheDevicesOwnAddress() {
        PendingRequest offered = asked(PendingRequest.Kind.PUNCH_HOLE, true);
        assertThat(AnswerRules.fits(sent("device1"), Transport.UDP, DEVICE, offered)).isTrue();
        assertThat(AnswerRules.fits(sent("device1"), Transport.UDP, ELSEWHERE, offered)).isFalse();
        assertThat(AnswerRules.fits(sent("stranger"), Transport.UDP, DEVICE, offered)).isFalse();
        assertThat(AnswerRules.fits(sent("device1"), Transport.UDP, DEVICE, asked(PendingRequest.Kind.PUNCH_HOLE)))
                .isFalse();
    }

    @Test
    void messagesWithoutARequestersAddressAreNoAnswers() {
        assertThat(AnswerRules.requester(sent("device1"))).isEmpty();
        assertThat(AnswerRules.requester(RendezvousMessage.newBuilder()
                .setTestNatRequest(TestNatRequest.getDefaultInstance())
                .build()))
                .isEmpty();
    }
}
