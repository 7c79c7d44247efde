package io.fairlead.load.bench.drive;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RendezvousMessage;
import java.nio.ByteBuffer;

/** Who the generator's devices are: the same in each round and of each target. */
final class DeviceIds {
    /** Nine digits, as clients make them: no order in them, so that no store gains by one. */
    private static final int FIRST = 100_000_000;
    private static final int NUMBERS = 900_000_000;
    /** Without a common divisor with the above, so that each number comes once. */
    private static final long STEP = 618_033_989;

    private static final int KEY_LENGTH = 32;
    private static final int UUID_LENGTH = 16;

    private DeviceIds() {}

    static String id(int device) {
        return String.valueOf(FIRST + device * STEP % NUMBERS);
    }

    static ByteString key(int device) {
        return filled(KEY_LENGTH, device);
    }

    /** A registration of its key. */
    static byte[] registerPk(int device) {
        return RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder()
                        .setId(id(device))
                        .setUuid(filled(UUID_LENGTH, device))
                        .setPk(key(device)))
                .build()
                .toByteArray();
    }

    /** A heartbeat. */
    static byte[] registerPeer(int device) {
        return RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId(id(device)))
                .build()
                .toByteArray();
    }

    private static ByteString filled(int length, int device) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i += Long.BYTES) {
            bytes.putLong(device * 0x9E3779B97F4A7C15L + i);
        }
        return ByteString.copyFrom(bytes.array());
    }
}
