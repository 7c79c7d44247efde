package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.ConnType;
import io.fairlead.protocol.message.ControlPermissions;
import io.fairlead.protocol.message.ControlledContext;
import io.fairlead.protocol.message.FetchLocalAddr;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class Section08ConnectIT extends Conformance {
    private static final ByteString V6 = MangledAddress.encode(
            new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 4711));

    static RendezvousMessage.Builder requestRelay(String id, String uuid, String relay) {
        return RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setId(id).setUuid(uuid).setRelayServer(relay));
    }

    private PunchHoleResponse refused(Wire wire, String id, String key) throws Exception {
        return ask(wire, message(punchHole(id).setLicenceKey(key))).getPunchHoleResponse();
    }

    @Test
    void s08r1AnotherKeyIsLicenseMismatch() throws Exception {
        Device device = device();
        PunchHoleResponse response = refused(tcp(source()), device.id(), "another key");
        assertThat(response.getFailure()).isEqualTo(Failure.LICENSE_MISMATCH);
        assertThat(response.getSocketAddr()).isEmpty();
    }

    @Test
    void s08r2AnUnknownIdDoesNotExist() throws Exception {
        PunchHoleResponse response = refused(tcp(source()), freshId(), target().key());
        assertThat(response.getFailure()).isEqualTo(Failure.ID_NOT_EXIST);
        assertThat(response.getSocketAddr()).isEmpty();
    }

    @Test
    void s08r3InOneIntranetTheDeviceIsAskedForItsLocalAddress() throws Exception {
        Device device = device();
        TcpWire requester = tcp(device.source());
        requester.send(message(punchHole(device.id()).setSocketAddrV6(V6)));
        FetchLocalAddr push = device.pushed().getFetchLocalAddr();
        assertThat(MangledAddress.decode(push.getSocketAddr())).contains(requester.local());
        assertThat(push.getSocketAddrV6()).isEqualTo(expected(V6, ByteString.EMPTY));

        InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral("192.168.7.7"), 5555);
        tcp(device.source()).send(RendezvousMessage.newBuilder()
                .setLocalAddr(LocalAddr.newBuilder()
                        .setSocketAddr(push.getSocketAddr())
                        .setLocalAddr(MangledAddress.encode(local))
                        .setId(device.id())
                        .setRelayServer("relay.example:1")
                        .setVersion("1.4.3")
                        .setSocketAddrV6(V6))
                .build());
        PunchHoleResponse response = answer(requester).getPunchHoleResponse();
        assertThat(MangledAddress.decode(response.getSocketAddr())).contains(local);
        assertThat(response.getIsLocal()).isTrue();
        assertThat(response.getRelayServer()).isEqualTo("relay.example:1");
        assertThat(response.getPk()).isNotEmpty();
        assertThat(response.getSocketAddrV6()).isEqualTo(expected(V6, ByteString.EMPTY));
    }

    @Test
    void s08r3ARequesterOnWebSocketIsNotInOneIntranet() throws Exception {
        WebSocketWire requester = webSocket();
        Device device = device(unboundSource());
        requester.send(message(punchHole(device.id())));
        assertThat(device.pushed().hasPunchHole()).isTrue();
    }

    @Test
    void s08r4ElseItIsToldToPunch() throws Exception {
        Device device = device();
        TcpWire requester = tcp(source());
        requester.send(message(punchHole(device.id())
                .setNatType(NatType.ASYMMETRIC)
                .setUdpPort(4712)
                .setUpnpPort(4713)
                .setSocketAddrV6(V6)));
        PunchHole push = device.pushed().getPunchHole();
        assertThat(MangledAddress.decode(push.getSocketAddr())).contains(requester.local());
        assertThat(push.getNatType()).isEqualTo(NatType.ASYMMETRIC);
        assertThat(push.getForceRelay()).isFalse();
        assertThat(push.getUdpPort()).isEqualTo(expected(4712, 0));
        assertThat(push.getUpnpPort()).isEqualTo(expected(4713, 0));
        assertThat(push.getSocketAddrV6()).isEqualTo(expected(V6, ByteString.EMPTY));
    }

    @Test
    void s08r4ASymmetricNatIsToldToTheDevice() throws Exception {
        Device device = device();
        tcp(source()).send(message(punchHole(device.id()).setNatType(NatType.SYMMETRIC)));
        assertThat(device.pushed().getPunchHole().getNatType()).isEqualTo(NatType.SYMMETRIC);
    }

    @Test
    void s08r4ARelayThatTheRequesterWantsIsToldToTheDevice() throws Exception {
        Device device = device();
        tcp(source()).send(message(punchHole(device.id()).setForceRelay(true)));
        assertThat(device.pushed().getPunchHole().getForceRelay()).isEqualTo(expected(true, false));
    }

    @Test
    void s08PunchHoleSentBringsTheDevicesAddressToTheRequester() throws Exception {
        Device device = device();
        TcpWire requester = tcp(source());
        requester.send(message(punchHole(device.id())));
        InetSocketAddress named = MangledAddress.decode(device.pushed().getPunchHole().getSocketAddr()).orElseThrow();
        TcpWire punching = tcp(device.source());
        punching.send(RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder()
                        // Mangled anew: other bytes, the same address.
                        .setSocketAddr(MangledAddress.encode(named))
                        .setId(device.id())
                        .setRelayServer("relay.example")
                        .setNatType(NatType.SYMMETRIC)
                        .setVersion("1.4.3")
                        .setUpnpPort(4714)
                        .setSocketAddrV6(V6))
                .build());
        PunchHoleResponse response = answer(requester).getPunchHoleResponse();
        assertThat(MangledAddress.decode(response.getSocketAddr())).contains(punching.local());
        assertThat(response.getPk()).isNotEmpty();
        assertThat(response.getRelayServer()).isEqualTo("relay.example");
        assertThat(response.getNatType()).isEqualTo(NatType.SYMMETRIC);
        assertThat(response.getIsUdp()).isFalse();
        assertThat(response.getUpnpPort()).isEqualTo(expected(4714, 0));
        assertThat(response.getSocketAddrV6()).isEqualTo(expected(V6, ByteString.EMPTY));
    }

    @Test
    void s08PunchHoleSentByUdpIsAnsweredOnTheRequestersConnection() throws Exception {
        Device device = device();
        TcpWire requester = tcp(source());
        requester.send(message(punchHole(device.id()).setUdpPort(4715)));
        ByteString named = device.pushed().getPunchHole().getSocketAddr();
        UdpWire punching = udp(device.source());
        punching.send(RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder().setSocketAddr(named).setId(device.id()).setVersion("1"))
                .build());
        if (isFairlead()) {
            PunchHoleResponse response = answer(requester).getPunchHoleResponse();
            assertThat(response.getIsUdp()).isTrue();
            assertThat(MangledAddress.decode(response.getSocketAddr())).contains(punching.local());
        } else {
            assertSilent(requester);
        }
        assertSilent(punching);
    }

    @Test
    void s08ARepeatedRequestIsPushedAgainAndAnsweredOnce() throws Exception {
        Device device = device();
        TcpWire requester = tcp(source());
        requester.send(message(punchHole(device.id())));
        ByteString first = device.pushed().getPunchHole().getSocketAddr();
        requester.send(message(punchHole(device.id())));
        ByteString second = device.pushed().getPunchHole().getSocketAddr();
        assertThat(MangledAddress.decode(second)).isEqualTo(MangledAddress.decode(first));
        tcp(device.source()).send(RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder().setSocketAddr(first).setId(device.id()).setVersion("1"))
                .build());
        assertThat(answer(requester).hasPunchHoleResponse()).isTrue();
    }

    @Test
    void s08RelayAtOnceExchangesTheDevicesIdForItsSignedKey() throws Exception {
        Device device = device();
        TcpWire requester = tcp(source());
        requester.send(message(punchHole(device.id()).setNatType(NatType.SYMMETRIC)));
        ByteString named = device.pushed().getPunchHole().getSocketAddr();
        tcp(device.source()).send(RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder()
                        .setSocketAddr(named)
                        .setUuid("session")
                        .setRelayServer("relay.example")
                        .setId(device.id())
                        .setVersion("1.4.3")
                        .setSocketAddrV6(V6))
                .build());
        RelayResponse response = answer(requester).getRelayResponse();
        assertThat(response.getUuid()).isEqualTo("session");
        assertThat(response.getRelayServer()).isEqualTo("relay.example");
        assertThat(response.getPk()).isNotEmpty();
        assertThat(response.getId()).isEmpty();
        assertThat(response.getSocketAddr()).isEmpty();
        assertThat(response.getSocketAddrV6()).isEqualTo(V6);
    }

    @Test
    void s08RequestRelayIsPushedWholeWithTheRequestersAddress() throws Exception {
        Device device = device();
        TcpWire requester = tcp(source());
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        RequestRelay request = RequestRelay.newBuilder()
                .setId(device.id())
                .setUuid("the session")
                .setSecure(true)
                .setConnType(ConnType.FILE_TRANSFER)
                .setToken("token")
                .setControlPermissions(ControlPermissions.newBuilder().setPermissions(5))
                .setControlledContext(ControlledContext.newBuilder().setConnAuditRef("audit"))
                .setSwitchCode("switch")
                .setUnknownFields(later)
                .build();
        requester.send(RendezvousMessage.newBuilder().setRequestRelay(request).build());
        RequestRelay push = device.pushed().getRequestRelay();
        assertThat(MangledAddress.decode(push.getSocketAddr())).contains(requester.local());
        assertThat(push.getUuid()).isEqualTo("the session");
        assertThat(push.getSecure()).isTrue();
        assertThat(push.getConnType()).isEqualTo(ConnType.FILE_TRANSFER);
        assertThat(push.getControlPermissions().getPermissions()).isEqualTo(5);
        assertThat(push.getControlledContext().getConnAuditRef()).isEqualTo("audit");
        assertThat(push.getUnknownFields()).isEqualTo(later);

        tcp(device.source()).send(RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder().setSocketAddr(push.getSocketAddr()).setVersion("1.4.3"))
                .build());
        assertThat(answer(requester).getRelayResponse().getRefuseReason()).isEmpty();
    }

    @Test
    void s08RequestRelayForNobodyIsRefused() throws Exception {
        TcpWire requester = tcp(source());
        requester.send(requestRelay(freshId(), "session", "").build());
        if (isFairlead()) {
            assertThat(answer(requester).getRelayResponse().getRefuseReason()).isNotEmpty();
        } else {
            assertSilent(requester);
        }
    }

    @Test
    void s08ACallerCannotSendADeviceToAnAddressThatIsNoRelay() throws Exception {
        Device device = device();
        tcp(source()).send(requestRelay(device.id(), "session", "victim.example:80").build());
        String relay = device.pushed().getRequestRelay().getRelayServer();
        if (isFairlead()) {
            assertThat(relay).isNotEqualTo("victim.example:80");
        } else {
            assertThat(relay).isEqualTo("victim.example:80");
        }
    }

    @Test
    void s08DatagramsThatAskForADeviceReflectToNobody() throws Exception {
        Device device = device();
        UdpWire attacker = udp(source());
        UdpWire victim = udp(source());
        attacker.send(message(punchHole(device.id())));
        attacker.send(RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder()
                        .setSocketAddr(MangledAddress.encode(victim.local()))
                        .setId(device.id())
                        .setVersion("1"))
                .build());
        attacker.send(RendezvousMessage.newBuilder()
                .setLocalAddr(LocalAddr.newBuilder()
                        .setSocketAddr(MangledAddress.encode(victim.local()))
                        .setLocalAddr(MangledAddress.encode(victim.local()))
                        .setId(device.id()))
                .build());
        assertSilent(victim);
        assertSilent(attacker);
    }
}
