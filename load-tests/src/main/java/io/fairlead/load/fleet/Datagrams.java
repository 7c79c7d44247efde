package io.fairlead.load.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RendezvousMessage;
import java.util.Optional;

/** What devices say of themselves by UDP, and what they hear. Protocol sections 3 and 6. */
final class Datagrams {
    /** No datagram that a device sends of itself is longer. */
    static final int LONGEST = 160;

    private static final byte PEER_RESPONSE = 7 << 3 | 2;
    private static final byte REQUEST_PK = 2 << 3;
    private static final int SHORT_ANSWER = 4;

    private final Identities identities;
    private final int firstDevice;

    Datagrams(Identities identities, int firstDevice) {
        this.identities = identities;
        this.firstDevice = firstDevice;
    }

    /** With the serial of the configuration that the device has from its server. */
    byte[] heartbeat(int device, int serial) {
        return RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId(identities.id(firstDevice + device)).setSerial(serial))
                .build()
                .toByteArray();
    }

    byte[] key(int device) {
        return registration(device).toByteArray();
    }

    /** As it is also said on a connection. */
    RendezvousMessage registration(int device) {
        int number = firstDevice + device;
        return RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder()
                        .setId(identities.id(number))
                        .setUuid(identities.uuid(number))
                        .setPk(identities.key(number)))
                .build();
    }

    /** How a heartbeat was answered. */
    enum Answer {
        OK, KEY_WANTED, OTHER
    }

    /** Looks at a received datagram without making objects: nearly all are the answer to a heartbeat. */
    static Answer answer(DatagramBatch batch, int index) {
        int length = batch.length(index);
        if (length >= 2 && batch.at(index, 0) == PEER_RESPONSE) {
            if (length == 2 && batch.at(index, 1) == 0) {
                return Answer.OK;
            }
            if (length == SHORT_ANSWER && batch.at(index, 1) == 2 && batch.at(index, 2) == REQUEST_PK) {
                return batch.at(index, 3) == 0 ? Answer.OK : Answer.KEY_WANTED;
            }
        }
        return Answer.OTHER;
    }

    static Optional<RendezvousMessage> read(DatagramBatch batch, int index) {
        try {
            return Optional.of(RendezvousMessage.parseFrom(batch.bytes(index)));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
