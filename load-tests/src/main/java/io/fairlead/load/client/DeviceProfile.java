package io.fairlead.load.client;

import com.google.protobuf.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/**
 * Who a simulated device is.
 *
 * @param id        its id
 * @param uuid      its secret
 * @param publicKey its public key, 32 bytes
 * @param source    the local address that it uses
 * @param heartbeat between two heartbeats
 * @param version   the client's version that it says
 */
public record DeviceProfile(
        String id, ByteString uuid, ByteString publicKey, InetAddress source, Duration heartbeat, String version) {
    private static final int KEY_LENGTH = 32;
    private static final int SMALLEST_ID = 100_000_000;
    private static final int LARGEST_ID = 999_999_999;

    /**
     * Makes a device up.
     *
     * @param random makes the same device of the same seed
     * @param source the local address that it uses
     * @return a device with the cadence of current clients
     */
    public static DeviceProfile random(Random random, InetAddress source) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        UUID uuid = new UUID(random.nextLong(), random.nextLong());
        return new DeviceProfile(
                String.valueOf(random.nextInt(SMALLEST_ID, LARGEST_ID)),
                ByteString.copyFromUtf8(uuid.toString()),
                ByteString.copyFrom(key),
                source,
                Duration.ofSeconds(15),
                "1.4.3");
    }
}
