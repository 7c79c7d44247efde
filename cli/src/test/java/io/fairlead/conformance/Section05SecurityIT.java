package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.crypto.SecureHandshake;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.message.IdPk;
import io.fairlead.protocol.message.KeyExchange;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RendezvousMessage;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class Section05SecurityIT extends Conformance {
    private ByteString signedFor(Device device, String version) throws Exception {
        TcpWire requester = tcp(source());
        requester.send(message(punchHole(device.id())));
        ByteString named = device.pushed().getPunchHole().getSocketAddr();
        tcp(device.source()).send(RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder()
                        .setSocketAddr(named)
                        .setId(device.id())
                        .setVersion(version))
                .build());
        return answer(requester).getPunchHoleResponse().getPk();
    }

    @Test
    void s05TheServerSignsTheDevicesKey() throws Exception {
        Device device = device();
        byte[] signed = signedFor(device, "1.4.3").toByteArray();
        IdPk identity = SignedIdentity.open(signed, Base64.getDecoder().decode(target().key())).orElseThrow();
        assertThat(identity.getId()).isEqualTo(device.id());
        assertThat(identity.getPk()).isEqualTo(device.key());
    }

    @Test
    void s05ADeviceThatSaysNoVersionIsNotSignedFor() throws Exception {
        assertThat(signedFor(device(), "")).isEmpty();
    }

    @Test
    void s05r1AClientThatWaitsIsOfferedASignedKey() throws Exception {
        TcpWire wire = tcp(source());
        if (isFairlead()) {
            KeyExchange offer = wire.receive(PATIENCE).orElseThrow().getKeyExchange();
            assertThat(offer.getKeysCount()).isEqualTo(1);
            assertThat(offer.getKeys(0).size()).isEqualTo(64 + 32);
            assertThat(SecureHandshake.answer(offer, Base64.getDecoder().decode(target().key()))).isPresent();
        } else {
            assertSilent(wire);
        }
    }

    @Test
    void s05r2AnAnswerWithoutABoxEndsTheConnection() throws Exception {
        TcpWire wire = tcp(source());
        if (isFairlead()) {
            assertThat(wire.receive(PATIENCE).orElseThrow().hasKeyExchange()).isTrue();
            wire.send(RendezvousMessage.newBuilder()
                    .setKeyExchange(KeyExchange.newBuilder().addKeys(bytes(32)).addKeys(bytes(48)))
                    .build());
            assertEnded(wire);
        } else {
            assertSilent(wire);
        }
    }

    @Test
    void s05r3BoxesAreNumberedInEachDirectionAndHeartbeatsDoNotCount() throws Exception {
        TcpWire wire = tcp(source());
        if (isFairlead()) {
            Wire secured = SecuredWire.secure(wire, target().key(), PATIENCE);
            assertThat(ask(secured, NAT_TEST).hasTestNatResponse()).isTrue();
            wire.sendPayload(new byte[0]);
            assertThat(ask(secured, NAT_TEST).hasTestNatResponse()).isTrue();
            assertThat(ask(secured, NAT_TEST).hasTestNatResponse()).isTrue();
        } else {
            assertSilent(wire);
        }
    }
}
