package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import io.fairlead.rendezvous.network.BesideRelay;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayViews;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {
    private static final InetAddress DEVICE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");
    private static final AddressSelection ADDRESSES = new AddressSelection(
            () -> new RelayViews(NetworkTable.of(List.of()), BesideRelay.UNKNOWN), List::of, _ -> false);

    private static PendingRequest asked(PendingRequest.Kind kind) {
        return asked(kind, false);
    }

    private static PendingRequest asked(PendingRequest.Kind kind, boolean offersUdp) {
        DeviceIdentity device = new DeviceIdentity("device1", OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, "");
        return new PendingRequest(kind, device, Optional.empty(), DEVICE, "", "", RelayNode.BESIDE, Selection.NONE,
                offersUdp, 0);
    }

    private static boolean fits(RendezvousMessage message, PendingRequest request) {
        return AnswerRules.fits(message, Transport.TCP, DEVICE, request);
    }

    private static RendezvousMessage sent(String id) {
        return sent(id, "");
    }

    private static RendezvousMessage sent(String id, String version) {
        return RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder().setId(id).setVersion(version))
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
        assertThat(AnswerRules.fits(sent("device1", "1.4.3"), Transport.TCP, ELSEWHERE, punch)).isTrue();
        PendingRequest relay = asked(PendingRequest.Kind.REQUEST_RELAY);
        assertThat(AnswerRules.fits(relay(""), Transport.TCP, ELSEWHERE, relay)).isTrue();
        RendezvousMessage refusal = RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder().setRefuseReason("no"))
                .build();
        assertThat(AnswerRules.fits(refusal, Transport.TCP, ELSEWHERE, relay)).isFalse();
        assertThat(AnswerRules.fits(refusal, Transport.TCP, DEVICE, relay)).isTrue();
        RendezvousMessage named = RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder().setId("device1").setVersion("1").setRefuseReason("no"))
                .build();
        assertThat(AnswerRules.fits(named, Transport.TCP, ELSEWHERE, relay)).isFalse();
    }

    @Test
    void whatWouldLeaveTheSessionUnprotectedCountsFromTheDevicesOwnAddressAlone() {
        PendingRequest punch = asked(PendingRequest.Kind.PUNCH_HOLE);
        RendezvousMessage local = RendezvousMessage.newBuilder()
                .setLocalAddr(LocalAddr.newBuilder().setId("device1"))
                .build();
        for (RendezvousMessage unsigned : List.of(sent("device1"), local, relay("device1"))) {
            assertThat(AnswerRules.fits(unsigned, Transport.TCP, DEVICE, punch)).isTrue();
            assertThat(AnswerRules.fits(unsigned, Transport.TCP, ELSEWHERE, punch)).isFalse();
        }
    }

    @Test
    void aKeyThatTheAnswerBringsIsNotPassedOn() {
        RendezvousMessage forged = RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder().setPk(ByteString.copyFromUtf8("forged")).setVersion("1"))
                .build();
        Requester requester = new Requester() {
            @Override
            public InetSocketAddress address() {
                return new InetSocketAddress(ELSEWHERE, 1);
            }

            @Override
            public Transport transport() {
                return Transport.TCP;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public Delivery send(RendezvousMessage message) {
                return Delivery.DELIVERED;
            }
        };
        DeviceAnswer from = new DeviceAnswer(
                requester.address(), new InetSocketAddress(DEVICE, 2), Transport.TCP, OpaqueBytes.EMPTY);
        RendezvousMessage rendered = new AnswerRules(ADDRESSES, new IdentitySigner(4))
                .render(forged, asked(PendingRequest.Kind.REQUEST_RELAY), requester, from);
        assertThat(rendered.getRelayResponse().getPk()).isEmpty();
        assertThat(rendered.getRelayResponse().getVersion()).isEqualTo("1");
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
