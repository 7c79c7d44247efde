package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Section02FramingIT extends Conformance {
    private static byte[] frame(int headerLength, byte[] payload) {
        byte[] frame = new byte[headerLength + payload.length];
        int header = payload.length << 2 | headerLength - 1;
        for (int i = 0; i < headerLength; i++) {
            frame[i] = (byte) (header >>> 8 * i);
        }
        System.arraycopy(payload, 0, frame, headerLength, payload.length);
        return frame;
    }

    private static void write(TcpWire wire, byte[] bytes) throws IOException {
        OutputStream out = wire.socket().getOutputStream();
        out.write(bytes);
        out.flush();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 700, 1400, 2700})
    void s02r1PayloadsOfEveryHeaderLengthAreRead(int peers) throws Exception {
        TcpWire wire = natTestPort(source());
        RendezvousMessage request = RendezvousMessage.newBuilder()
                .setOnlineRequest(OnlineRequest.newBuilder()
                        .setId("100000000")
                        .addAllPeers(Collections.nCopies(peers, "no_device_has_this_id")))
                .build();
        assertThat(ask(wire, request).getOnlineResponse().getStates().size()).isEqualTo((peers + 7) / 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s02r2NonMinimalHeadersAreRead(int headerLength) throws Exception {
        TcpWire wire = tcp(source());
        write(wire, frame(headerLength, NAT_TEST.toByteArray()));
        assertThat(answer(wire).hasTestNatResponse()).isTrue();
    }

    @Test
    void s02r3AFrameMayComeByteByByte() throws Exception {
        TcpWire wire = tcp(source());
        for (byte b : frame(3, NAT_TEST.toByteArray())) {
            write(wire, new byte[]{b});
        }
        assertThat(answer(wire).hasTestNatResponse()).isTrue();
    }

    @Test
    void s02r4SeveralFramesMayComeAtOnce() throws Exception {
        TcpWire wire = tcp(source());
        byte[] one = frame(1, NAT_TEST.toByteArray());
        byte[] two = new byte[2 * one.length];
        System.arraycopy(one, 0, two, 0, one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        write(wire, two);
        assertThat(answer(wire).hasTestNatResponse()).isTrue();
        if (isFairlead()) {
            assertThat(answer(wire).hasTestNatResponse()).isTrue();
        } else {
            // The open server ends most connections after one question.
            assertEnded(wire);
        }
    }

    @Test
    void s02r5AnEmptyFrameIsAHeartbeat() throws Exception {
        TcpWire wire = tcp(source());
        write(wire, new byte[]{0});
        if (isFairlead()) {
            assertThat(ask(wire, NAT_TEST).hasTestNatResponse()).isTrue();
        } else {
            // It knows no connection that would be kept alive.
            assertEnded(wire);
        }
    }

    @Test
    void s02r6AnAnnouncedGiganticFrameThatNeverComesHurtsNobody() throws Exception {
        TcpWire wire = tcp(source());
        write(wire, new byte[]{(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        assertThat(ask(tcp(source()), NAT_TEST).hasTestNatResponse()).isTrue();
        if (isFairlead()) {
            assertEnded(wire);
        } else {
            assertSilent(wire);
        }
    }

    @Test
    void s02r7OneWebSocketMessageIsOneMessage() throws Exception {
        assertThat(ask(webSocket(), NAT_TEST).hasTestNatResponse()).isTrue();
    }

    @Test
    void s02r8AnEmptyWebSocketMessageIsAHeartbeat() throws Exception {
        WebSocketWire wire = webSocket();
        wire.sendPayload(new byte[0]);
        if (isFairlead()) {
            assertThat(ask(wire, NAT_TEST).hasTestNatResponse()).isTrue();
        } else {
            assertEnded(wire);
        }
    }

    @Test
    void s02r9WhatIsNoMessageHurtsNobody() throws Exception {
        TcpWire wire = tcp(source());
        wire.sendPayload(new byte[]{(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        assertEnded(wire);
        assertThat(ask(tcp(source()), NAT_TEST).hasTestNatResponse()).isTrue();
    }
}
