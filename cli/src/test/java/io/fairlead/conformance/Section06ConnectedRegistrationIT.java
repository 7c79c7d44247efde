package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import org.junit.jupiter.api.Test;

/** Registration over TCP and WebSocket, which the open server does not support. */
class Section06ConnectedRegistrationIT extends Conformance {
    private final String id = freshId();

    private void registersAndIsPushedTo(Wire wire) throws Exception {
        RegisterPkResponse response = ask(wire, registerPk(id, bytes(16), bytes(32))).getRegisterPkResponse();
        assertThat(response.getResult()).isEqualTo(expected(Result.OK, Result.NOT_SUPPORT));
        if (isFairlead()) {
            assertThat(response.getKeepAlive()).isPositive();
            tcp(source()).send(message(punchHole(id)));
            assertThat(answer(wire).hasPunchHole()).isTrue();
        }
    }

    @Test
    void s06ADeviceRegistersOverTcp() throws Exception {
        registersAndIsPushedTo(tcp(source()));
    }

    @Test
    void s06ADeviceRegistersOverWebSocket() throws Exception {
        registersAndIsPushedTo(webSocket());
    }

    @Test
    void s06ADeviceRegistersOverASecuredConnection() throws Exception {
        Wire wire = tcp(source());
        if (isFairlead()) {
            registersAndIsPushedTo(SecuredWire.secure(wire, target().key(), PATIENCE));
        } else {
            assertSilent(wire);
        }
    }
}
