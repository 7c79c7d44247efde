package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import org.junit.jupiter.api.Test;

/** Change of ids, which the open server does not support. */
class Section11ChangeIdIT extends Conformance {
    private Result change(Device device, String newId, ByteString uuid) throws Exception {
        return ask(
                tcp(source()),
                RendezvousMessage.newBuilder()
                        .setRegisterPk(RegisterPk.newBuilder().setOldId(device.id()).setId(newId).setUuid(uuid))
                        .build())
                .getRegisterPkResponse()
                .getResult();
    }

    @Test
    void s11ADeviceGetsAnotherId() throws Exception {
        Device device = device();
        String newId = "dev_" + freshId();
        assertThat(change(device, newId, device.uuid())).isEqualTo(expected(Result.OK, Result.NOT_SUPPORT));
        if (isFairlead()) {
            assertThat(heartbeat(device.wire(), newId)).isFalse();
            assertThat(heartbeat(device.wire(), device.id())).isTrue();
        }
    }

    @Test
    void s11OnlyWithItsUuid() throws Exception {
        Device device = device();
        assertThat(change(device, "dev_" + freshId(), bytes(16)))
                .isEqualTo(expected(Result.UUID_MISMATCH, Result.NOT_SUPPORT));
        assertThat(heartbeat(device.wire(), device.id())).isFalse();
    }

    @Test
    void s11AnIdThatExistsIsRefused() throws Exception {
        Device device = device();
        Device other = device();
        String taken = "dev_" + freshId();
        assertThat(change(other, taken, other.uuid())).isEqualTo(expected(Result.OK, Result.NOT_SUPPORT));
        assertThat(change(device, taken, device.uuid())).isEqualTo(expected(Result.ID_EXISTS, Result.NOT_SUPPORT));
    }

    @Test
    void s11AnIdThatClientsDoNotAcceptIsRefused() throws Exception {
        Device device = device();
        assertThat(change(device, "1abcdef", device.uuid()))
                .isEqualTo(expected(Result.INVALID_ID_FORMAT, Result.NOT_SUPPORT));
    }
}
