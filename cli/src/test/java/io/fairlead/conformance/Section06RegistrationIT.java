package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class Section06RegistrationIT extends Conformance {
    private final ByteString uuid = bytes(16);
    private final ByteString key = bytes(32);
    private final String id = freshId();

    @Test
    void s06AnUnknownDeviceIsAskedForItsKey() throws Exception {
        UdpWire wire = udp(source());
        assertThat(heartbeat(wire, id)).isTrue();
        assertThat(register(wire, id, uuid, key)).isEqualTo(Result.OK);
        assertThat(heartbeat(wire, id)).isFalse();
    }

    @Test
    void s06ADeviceThatMovesIsAskedForItsKey() throws Exception {
        Device device = device();
        UdpWire moved = udp(source());
        assertThat(heartbeat(moved, device.id())).isTrue();
        assertThat(register(moved, device.id(), device.uuid(), device.key())).isEqualTo(Result.OK);
        assertThat(heartbeat(moved, device.id())).isFalse();
    }

    @Test
    void s06AStrangerWhoKnowsAnIdCannotTakeItsAddressOver() throws Exception {
        Device device = device();
        assertThat(heartbeat(udp(source()), device.id())).isTrue();
        assertThat(heartbeat(device.wire(), device.id())).isFalse();
        tcp(source()).send(message(punchHole(device.id())));
        assertThat(device.pushed().hasPunchHole()).isTrue();
    }

    @Test
    void s06AHeartbeatFromAnotherPortMovesTheDevice() throws Exception {
        Device device = device();
        UdpWire port = udp(device.source());
        assertThat(heartbeat(port, device.id())).isFalse();
        tcp(source()).send(message(punchHole(device.id())));
        assertThat(port.receive(PATIENCE).hasPunchHole()).isTrue();
    }

    @Test
    void s06UnknownFieldsDoNotMakeAMessageInvalid() throws Exception {
        UdpWire wire = udp(source());
        assertThat(register(wire, id, uuid, key)).isEqualTo(Result.OK);
        wire.send(RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder()
                        .setId(id)
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                                .build()))
                .build());
        assertThat(wire.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
    }

    @Test
    void s06ADeviceWithAnOlderListOfServersIsToldTheNewerOne() throws Exception {
        Device device = device();
        device.wire()
                .send(RendezvousMessage.newBuilder()
                        .setRegisterPeer(RegisterPeer.newBuilder().setId(device.id()).setSerial(2))
                        .build());
        assertThat(device.wire().receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
        assertThat(device.wire().receive(PATIENCE).getConfigureUpdate().getSerial()).isEqualTo(3);
        assertThat(heartbeat(device.wire(), device.id())).isFalse();
        assertSilent(device.wire());
    }

    @Test
    void s06r1WithoutUuidOrKeyThereIsNoAnswer() throws Exception {
        UdpWire wire = udp(source());
        wire.send(registerPk(id, ByteString.EMPTY, key));
        wire.send(registerPk(id, uuid, ByteString.EMPTY));
        assertSilent(wire);
    }

    @Test
    void s06r2AShortIdIsUuidMismatch() throws Exception {
        UdpWire wire = udp(source());
        assertThat(register(wire, "12345", uuid, key)).isEqualTo(Result.UUID_MISMATCH);
        assertThat(register(wire, "", uuid, key)).isEqualTo(Result.UUID_MISMATCH);
    }

    @Test
    void s06r3AnAddressThatSendsTooManyKeysIsTooFrequent() throws Exception {
        UdpWire wire = udp(source());
        Result last = Result.OK;
        int accepted = 0;
        while (last == Result.OK && accepted < 100) {
            last = register(wire, freshId(), bytes(16), key);
            accepted++;
        }
        assertThat(last).isEqualTo(Result.TOO_FREQUENT);
        assertThat(accepted).isBetween(20, 40);
        assertThat(register(udp(source()), freshId(), uuid, key)).as("another address").isEqualTo(Result.OK);
    }

    @Test
    void s06r4AKnownIdWithAnotherUuidIsUuidMismatch() throws Exception {
        Device device = device();
        assertThat(register(udp(source()), device.id(), bytes(16), device.key())).isEqualTo(Result.UUID_MISMATCH);
        assertThat(register(udp(device.source()), device.id(), bytes(16), device.key()))
                .isEqualTo(Result.UUID_MISMATCH);
        assertThat(heartbeat(device.wire(), device.id())).as("nothing has changed").isFalse();
    }

    @Test
    void s06r4AnotherKeyFromAnotherAddressIsUuidMismatch() throws Exception {
        Device device = device();
        assertThat(register(udp(source()), device.id(), device.uuid(), bytes(32))).isEqualTo(Result.UUID_MISMATCH);
    }

    @Test
    void s06r4AnotherKeyFromTheSameAddressIsTaken() throws Exception {
        Device device = device();
        assertThat(register(device.wire(), device.id(), device.uuid(), bytes(32))).isEqualTo(Result.OK);
    }

    @Test
    void s06r5TooManyKeysForOneIdAreTooFrequent() throws Exception {
        UdpWire wire = udp(source());
        Result last = Result.OK;
        int accepted = 0;
        while (last == Result.OK && accepted < 20) {
            last = register(wire, id, uuid, key);
            accepted++;
        }
        assertThat(last).isEqualTo(Result.TOO_FREQUENT);
        assertThat(accepted).isBetween(4, 6);
    }

    @Test
    void s06r6AnAcceptedKeyIsKnownAtOnce() throws Exception {
        InetAddress from = source();
        UdpWire wire = udp(from);
        assertThat(register(wire, id, uuid, key)).isEqualTo(Result.OK);
        assertThat(register(udp(from), id, bytes(16), key)).isEqualTo(Result.UUID_MISMATCH);
        assertThat(heartbeat(wire, id)).isFalse();
    }

    @Test
    void s06PushesLeaveFromTheSocketThatTheDeviceRegistersTo() throws Exception {
        // The device's sockets take what comes from the server's address and port P alone.
        Device device = device();
        tcp(source()).send(message(punchHole(device.id())));
        assertThat(device.pushed().hasPunchHole()).isTrue();
        tcp(device.source()).send(message(punchHole(device.id())));
        assertThat(device.pushed().hasFetchLocalAddr()).isTrue();
        tcp(source()).send(Section08ConnectIT.requestRelay(device.id(), "session", "").build());
        assertThat(device.pushed().hasRequestRelay()).isTrue();
    }
}
