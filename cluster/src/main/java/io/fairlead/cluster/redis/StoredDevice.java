package io.fairlead.cluster.redis;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.lettuce.core.KeyValue;
import java.util.List;
import java.util.Optional;

/**
 * What a device's hash holds, as far as it is looked at.
 *
 * @param identity    who has the id; empty when nobody has
 * @param held        the identity is that of the former owner; whether the time is over is for Redis to say
 * @param route       as it is stored; empty when there is none
 * @param fence       of the route
 * @param reservation the identity counts only when this move was decided; empty when it counts
 */
record StoredDevice(Optional<DeviceIdentity> identity, boolean held, Optional<byte[]> route, long fence,
        Optional<byte[]> reservation) {
    private static final byte[][] FIELDS = fields("u", "k", "i", "h", "r", "f", "n");

    /** What is to be read, in the order that {@link #read} takes it. */
    static byte[][] fields() {
        return FIELDS.clone();
    }

    private static byte[][] fields(String... names) {
        byte[][] fields = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            fields[i] = Bytes.of(names[i]);
        }
        return fields;
    }

    static StoredDevice read(String id, List<KeyValue<byte[], byte[]>> values) {
        Optional<byte[]> uuid = value(values, 0);
        return new StoredDevice(
                uuid.map(bytes -> new DeviceIdentity(id, OpaqueBytes.copyOf(bytes),
                        value(values, 1).map(OpaqueBytes::copyOf).orElse(OpaqueBytes.EMPTY),
                        value(values, 2).map(Bytes::text).orElse(""))),
                value(values, 3).isPresent(), value(values, 4),
                value(values, 5).map(fence -> Long.parseLong(Bytes.text(fence))).orElse(0L), value(values, 6));
    }

    private static Optional<byte[]> value(List<KeyValue<byte[], byte[]>> values, int index) {
        return Optional.ofNullable(values.get(index).getValueOrElse(null));
    }

    /** The identity in a script's answer {@code {word}} or {@code {word, uuid, public key, IP address}}. */
    static Optional<DeviceIdentity> inAnswer(String id, List<Object> answer) {
        return answer.size() < 4
                ? Optional.empty()
                : Optional.of(new DeviceIdentity(id, OpaqueBytes.copyOf((byte[]) answer.get(1)),
                        OpaqueBytes.copyOf((byte[]) answer.get(2)), Bytes.text(answer.get(3))));
    }
}
