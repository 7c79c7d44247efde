package io.fairlead.cluster.membership;

import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Our serializer of a later program: it has kinds of message that we do not know, and writes nonsense for one. */
final class FutureSerializer extends SerializerWithStringManifest {
    private final CourierSerializer today = new CourierSerializer();

    /** A message of a kind to come. */
    record Unknown(String manifest) {}

    @Override
    public int identifier() {
        return today.identifier();
    }

    @Override
    public String manifest(Object message) {
        return message instanceof Unknown(String manifest) ? manifest : today.manifest(message);
    }

    @Override
    public byte[] toBinary(Object message) {
        return message instanceof Unknown ? new byte[]{1, 2, 3} : today.toBinary(message);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return today.fromBinary(bytes, manifest);
    }
}
