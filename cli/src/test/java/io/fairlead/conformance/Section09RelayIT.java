package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class Section09RelayIT extends Conformance {
    private final String uuid = UUID.randomUUID().toString();

    private RendezvousMessage request() {
        return request(uuid, target().key());
    }

    static RendezvousMessage request(String uuid, String key) {
        return RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setLicenceKey(key))
                .build();
    }

    /** Sends a first side's request and lets the relay see it before the other's. */
    private Wire parked(Wire wire, String session) throws Exception {
        wire.send(request(session, target().key()));
        TcpWire later = relay(source());
        later.send(request(session, "another key"));
        assertEnded(later);
        return wire;
    }

    private void carries(Wire one, Wire other) throws Exception {
        for (int length : new int[]{1, 60, 64, 5000, 70_000}) {
            byte[] payload = bytes(length).toByteArray();
            one.sendPayload(payload);
            assertThat(other.receivePayload(PATIENCE)).hasValueSatisfying(got -> assertThat(got).isEqualTo(payload));
            other.sendPayload(payload);
            assertThat(one.receivePayload(PATIENCE)).hasValueSatisfying(got -> assertThat(got).isEqualTo(payload));
        }
    }

    @Test
    void s09r1AnotherKeyEndsTheConnection() throws Exception {
        TcpWire wire = relay(source());
        wire.send(request(uuid, "another key"));
        assertEnded(wire);
    }

    @Test
    void s09r2AnEmptyUuidEndsTheConnection() throws Exception {
        TcpWire wire = relay(source());
        wire.send(request("", target().key()));
        assertEnded(wire);
    }

    @Test
    void s09r3TheSecondWithAUuidIsPairedWithTheFirst() throws Exception {
        Wire one = parked(relay(source()), uuid);
        Wire other = relay(source());
        other.send(request());
        carries(one, other);
    }

    @Test
    void s09r4BytesBehindTheRequestBelongToTheSession() throws Exception {
        TcpWire one = relay(source());
        parked(one, uuid);
        TcpWire other = relay(source());
        byte[] tail = bytes(1000).toByteArray();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        byte[] request = request().toByteArray();
        segment.write(request.length << 2 & 0xFF | 1);
        segment.write(request.length >> 6);
        segment.writeBytes(request);
        segment.writeBytes(tail);
        OutputStream out = other.socket().getOutputStream();
        out.write(segment.toByteArray());
        out.flush();
        byte[] got = new byte[tail.length];
        one.socket().setSoTimeout((int) PATIENCE.toMillis());
        new DataInputStream(one.socket().getInputStream()).readFully(got);
        assertThat(got).isEqualTo(tail);
    }

    @Test
    void s09r5RawBytesAreNotLookedAt() throws Exception {
        TcpWire one = relay(source());
        parked(one, uuid);
        TcpWire other = relay(source());
        other.send(request());
        // The header of a frame of 1 GiB, and nothing of it.
        byte[] raw = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3};
        one.socket().getOutputStream().write(raw);
        byte[] got = new byte[raw.length];
        other.socket().setSoTimeout((int) PATIENCE.toMillis());
        new DataInputStream(other.socket().getInputStream()).readFully(got);
        assertThat(got).isEqualTo(raw);
    }

    @Test
    void s09r6FramesBecomeWebSocketMessagesAndBack() throws Exception {
        Wire one = parked(relay(source()), uuid);
        Wire other = relayWebSocket();
        other.send(request());
        carries(one, other);
    }

    @Test
    void s09r7WebSocketMessagesPassOneByOne() throws Exception {
        Wire one = parked(relayWebSocket(), uuid);
        Wire other = relayWebSocket();
        other.send(request());
        carries(one, other);
    }

    @Test
    void s09r8WhenOneSideEndsTheOtherGetsWhatIsInFlightAndIsClosed() throws Exception {
        TcpWire one = relay(source());
        parked(one, uuid);
        TcpWire other = relay(source());
        other.send(request());
        carries(one, other);
        byte[] payload = bytes(200_000).toByteArray();
        one.sendPayload(payload);
        one.close();
        assertThat(other.receivePayload(PATIENCE)).hasValueSatisfying(got -> assertThat(got).isEqualTo(payload));
        assertEnded(other);
    }

    @Test
    void s09r11ASideThatSendsNoMoreMayStillReceive() throws Exception {
        TcpWire one = relay(source());
        parked(one, uuid);
        TcpWire other = relay(source());
        other.send(request());
        carries(one, other);
        one.socket().shutdownOutput();
        assertEnded(other);
        if (isFairlead()) {
            other.sendPayload(new byte[]{4, 5, 6});
            assertThat(one.receivePayload(PATIENCE)).isPresent();
        } else {
            assertEnded(one);
        }
    }

    @Test
    void s09r9ManySessionsDoNotMeetEachOther() throws Exception {
        for (int i = 0; i < 20; i++) {
            String session = UUID.randomUUID().toString();
            Wire one = parked(relay(source()), session);
            Wire other = relay(source());
            other.send(request(session, target().key()));
            ByteString said = bytes(500);
            one.sendPayload(said.toByteArray());
            assertThat(other.receivePayload(PATIENCE))
                    .hasValueSatisfying(got -> assertThat(ByteString.copyFrom(got)).isEqualTo(said));
        }
    }

    @Test
    void s09r10SidesThatArriveAtOnceMeet() throws Exception {
        int met = 0;
        for (int i = 0; i < 50; i++) {
            String session = UUID.randomUUID().toString();
            Wire one = relay(source());
            Wire other = relay(source());
            one.send(request(session, target().key()));
            other.send(request(session, target().key()));
            one.sendPayload(new byte[]{1, 2, 3});
            met += receives(other) ? 1 : 0;
        }
        // The open server loses some: both find nobody waiting, and the one that waits later ends the other.
        assertThat(met).isBetween(expected(50, 1), 50);
    }

    private static boolean receives(Wire wire) throws IOException {
        try {
            return wire.receivePayload(SILENCE).isPresent();
        } catch (SocketTimeoutException | SocketException e) {
            return false;
        }
    }
}
