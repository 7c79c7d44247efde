package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RendezvousMessage.UnionCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeartbeatParserTest {
    private final HeartbeatParser parser = new HeartbeatParser();

    private boolean parse(byte[] datagram) {
        return parser.parse(MemorySegment.ofArray(datagram), 0, datagram.length);
    }

    private String id(byte[] datagram) {
        return new String(datagram, (int) parser.idAt(), parser.idLength(), StandardCharsets.UTF_8);
    }

    private static byte[] heartbeat(String id, int serial) {
        return RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId(id).setSerial(serial))
                .build()
                .toByteArray();
    }

    @Test
    void readsWhatClientsSend() {
        byte[] datagram = heartbeat("123456789", 7);
        assertThat(parse(datagram)).isTrue();
        assertThat(id(datagram)).isEqualTo("123456789");
        assertThat(parser.serial()).isEqualTo(7);
    }

    @Test
    void readsASerialThatIsNotThereOrIsNegative() {
        assertThat(parse(heartbeat("123456789", 5))).isTrue();
        assertThat(parse(heartbeat("123456789", 0))).isTrue();
        assertThat(parser.serial()).isZero();
        assertThat(parse(heartbeat("123456789", -3))).isTrue();
        assertThat(parser.serial()).isEqualTo(-3);
    }

    @Test
    void readsWhereverTheDatagramLies() {
        byte[] datagram = heartbeat("123456789", 7);
        byte[] memory = new byte[datagram.length + 20];
        System.arraycopy(datagram, 0, memory, 9, datagram.length);
        assertThat(parser.parse(MemorySegment.ofArray(memory), 9, datagram.length)).isTrue();
        assertThat(id(memory)).isEqualTo("123456789");
    }

    @Test
    void leavesADeviceWithoutAnIdToOthers() {
        assertThat(parse(heartbeat("", 7))).isFalse();
        assertThat(parse(new byte[0])).isFalse();
    }

    @Test
    void leavesWhatIsCutOffToOthers() {
        byte[] datagram = heartbeat("123456789", 700_000);
        for (int length = 0; length < datagram.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(datagram, length);
            assertThat(parse(cut)).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void leavesOtherMessagesToOthers() {
        byte[] key = RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId("123456789").setPk(ByteString.copyFrom(new byte[32])))
                .build()
                .toByteArray();
        assertThat(parse(key)).isFalse();
    }

    @Test
    void leavesMessagesWithUnknownFieldsToOthers() {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        RegisterPeer inner = RegisterPeer.newBuilder().setId("123456789").setUnknownFields(unknown).build();
        assertThat(parse(RendezvousMessage.newBuilder().setRegisterPeer(inner).build().toByteArray())).isFalse();
        assertThat(parse(RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId("123456789"))
                .setUnknownFields(unknown)
                .build()
                .toByteArray())).isFalse();
    }

    @Test
    void readsVarintsAsProtobufDoes() throws IOException {
        // An id of 9 bytes whose length is written with a needless byte, and a serial with bits beyond 32.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[]{0x32, 19, 0x0a, (byte) 0x89, 0x00});
        bytes.writeBytes("123456789".getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[]{0x10, (byte) 0x85, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x70});
        byte[] datagram = bytes.toByteArray();
        datagram[1] = (byte) (datagram.length - 2);
        assertAsProtobuf(datagram);
        assertThat(parse(datagram)).isTrue();
    }

    @Test
    void aVarintWithoutEndIsNone() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeRawByte(0x32);
        for (int i = 0; i < 12; i++) {
            out.writeRawByte(0xff);
        }
        out.flush();
        assertThat(parse(bytes.toByteArray())).isFalse();
    }

    @Test
    void takesNothingThatProtobufReadsOtherwise() {
        Random random = new Random(2);
        int taken = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] datagram = heartbeat(Integer.toString(random.nextInt()),
                    random.nextInt(4) == 0 ? random.nextInt() : 0);
            for (int change = random.nextInt(4); change > 0; change--) {
                datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
            }
            if (assertAsProtobuf(datagram)) {
                taken++;
            }
        }
        assertThat(taken).as("datagrams that were taken").isGreaterThan(75_000);
    }

    @Test
    void takesNoNoise() {
        Random random = new Random(3);
        for (int i = 0; i < 300_000; i++) {
            byte[] datagram = new byte[random.nextInt(40)];
            random.nextBytes(datagram);
            if (datagram.length > 1 && random.nextBoolean()) {
                datagram[0] = 0x32;
                datagram[1] = (byte) (datagram.length - 2);
            }
            assertAsProtobuf(datagram);
        }
    }

    /** Whatever the parser takes is what protobuf reads, unless that does not take the id for a string. */
    private boolean assertAsProtobuf(byte[] datagram) {
        if (!parse(datagram)) {
            return false;
        }
        byte[] id = java.util.Arrays.copyOfRange(
                datagram, (int) parser.idAt(), (int) parser.idAt() + parser.idLength());
        Optional<RendezvousMessage> message = protobuf(datagram);
        if (message.isEmpty()) {
            String text = new String(id, StandardCharsets.UTF_8);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).as("an id that is no UTF-8").isNotEqualTo(id);
            return false;
        }
        assertThat(message.get().getUnionCase()).isEqualTo(UnionCase.REGISTER_PEER);
        assertThat(message.get().getRegisterPeer().getIdBytes().toByteArray()).isEqualTo(id);
        assertThat(message.get().getRegisterPeer().getSerial()).isEqualTo(parser.serial());
        return true;
    }

    private static Optional<RendezvousMessage> protobuf(byte[] datagram) {
        try {
            return Optional.of(RendezvousMessage.parseFrom(datagram));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
