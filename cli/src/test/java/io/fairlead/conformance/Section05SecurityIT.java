package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.message.IdPk;
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
    void s05AClientThatWaitsIsOfferedAKeyExchange() throws Exception {
        TcpWire wire = tcp(source());
        if (isFairlead()) {
            Wire secured = SecuredWire.secure(wire, target().key(), PATIENCE);
            assertThat(ask(secured, NAT_TEST).hasTestNatResponse()).isTrue();
        } else {
            assertSilent(wire);
        }
    }
}
