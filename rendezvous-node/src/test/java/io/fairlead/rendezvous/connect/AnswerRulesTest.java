package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {
    private static PendingRequest asked(PendingRequest.Kind kind) {
        return new PendingRequest(
                kind, new DeviceIdentity("device1", OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, ""), "", "", "", 0);
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
        assertThat(AnswerRules.fits(sent("device1"), punch)).isTrue();
        assertThat(AnswerRules.fits(sent("stranger"), punch)).isFalse();
        assertThat(AnswerRules.fits(sent(""), punch)).isFalse();
        assertThat(AnswerRules.fits(
                RendezvousMessage.newBuilder()
                        .setLocalAddr(LocalAddr.newBuilder().setId("stranger"))
                        .build(),
                punch))
                .isFalse();
        assertThat(AnswerRules.fits(relay("device1"), punch)).isTrue();
        assertThat(AnswerRules.fits(relay("stranger"), punch)).isFalse();
    }

    @Test
    void aDeviceNeedNotNameItselfOnlyWhenItWasPushedARequestRelay() {
        assertThat(AnswerRules.fits(relay(""), asked(PendingRequest.Kind.PUNCH_HOLE))).isFalse();
        assertThat(AnswerRules.fits(relay(""), asked(PendingRequest.Kind.REQUEST_RELAY))).isTrue();
        assertThat(AnswerRules.fits(sent("device1"), asked(PendingRequest.Kind.REQUEST_RELAY))).isFalse();
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
