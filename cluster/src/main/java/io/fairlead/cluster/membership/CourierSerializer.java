package io.fairlead.cluster.membership;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * The bytes of a {@link CourierMessage}, version 1. The manifest is the kind and the version. What a later program adds
 * goes behind what is here, under the same manifest: readers ignore what follows. What cannot be read by a node one
 * version back gets a new manifest, and is sent only when every member reads it.
 *
 * <pre>
 * push/1    id:8  from:text  device:text  message:bytes
 * answer/1  id:8  from:text  requester:address  device:address  transport:1  message:bytes
 * moved/1   device:text  fence:8
 * reply/1   id:8  delivery:1
 * greeting/1  from:text  answer:1  members:4  lowest:text
 *
 * text      length:2, modified UTF-8      bytes  length:4, content      address  length:1 (4 or 16), IP, port:2
 * transport 1 UDP, 2 TCP, 3 WebSocket     delivery 1 delivered, 2 gone, 3 unreachable      all big endian
 * </pre>
 *
 * <p>Bytes that are none of this are {@link NotSerializableException}, upon which Pekko drops the one message and keeps
 * the connection.
 */
final class CourierSerializer extends SerializerWithStringManifest {
    /** Names this serializer on the wire; never to be changed or given to another one. */
    private static final int IDENTIFIER = 21_116;

    private static final String PUSH = "push/1";
    private static final String ANSWER = "answer/1";
    private static final String MOVED = "moved/1";
    private static final String REPLY = "reply/1";
    private static final String GREETING = "greeting/1";
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch ((CourierMessage) message) {
            case CourierMessage.Push _ -> PUSH;
            case CourierMessage.Answer _ -> ANSWER;
            case CourierMessage.Moved _ -> MOVED;
            case CourierMessage.Reply _ -> REPLY;
            case CourierMessage.Greeting _ -> GREETING;
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write((CourierMessage) message, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            return switch (manifest) {
                case PUSH -> new CourierMessage.Push(
                        in.readLong(), in.readUTF(), new DevicePush(in.readUTF(), readBytes(in)));
                case ANSWER -> new CourierMessage.Answer(
                        in.readLong(), in.readUTF(),
                        new DeviceAnswer(readAddress(in), readAddress(in), readTransport(in), readBytes(in)));
                case MOVED -> new CourierMessage.Moved(in.readUTF(), in.readLong());
                case REPLY -> new CourierMessage.Reply(in.readLong(), readDelivery(in));
                case GREETING -> new CourierMessage.Greeting(
                        in.readUTF(), in.readBoolean(), in.readInt(), in.readUTF());
                default ->
                    throw new NotSerializableException("courier: '" + manifest + "' (expected: a known manifest)");
            };
        } catch (NotSerializableException e) {
            throw e;
        } catch (IOException e) {
            NotSerializableException refused = new NotSerializableException(
                    "courier: " + bytes.length + " bytes (expected: a whole " + manifest + ")");
            refused.initCause(e);
            throw refused;
        }
    }

    private static void write(CourierMessage message, DataOutputStream out) throws IOException {
        switch (message) {
            case CourierMessage.Push(long id, String from, DevicePush push) -> {
                out.writeLong(id);
                out.writeUTF(from);
                out.writeUTF(push.deviceId());
                writeBytes(out, push.message());
            }
            case CourierMessage.Answer(long id, String from, DeviceAnswer answer) -> {
                out.writeLong(id);
                out.writeUTF(from);
                writeAddress(out, answer.requester());
                writeAddress(out, answer.device());
                out.writeByte(code(answer.transport()));
                writeBytes(out, answer.message());
            }
            case CourierMessage.Moved(String deviceId, long fence) -> {
                out.writeUTF(deviceId);
                out.writeLong(fence);
            }
            case CourierMessage.Greeting(String from, boolean answer, int members, String lowest) -> {
                out.writeUTF(from);
                out.writeBoolean(answer);
                out.writeInt(members);
                out.writeUTF(lowest);
            }
            case CourierMessage.Reply(long id, Delivery delivery) -> {
                out.writeLong(id);
                out.writeByte(code(delivery));
            }
        }
    }

    private static void writeBytes(DataOutputStream out, OpaqueBytes bytes) throws IOException {
        out.writeInt(bytes.length());
        out.write(bytes.toByteArray());
    }

    private static OpaqueBytes readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        // What is announced but not there must not cost memory.
        if (length < 0 || length > in.available()) {
            throw new NotSerializableException("courier: length " + length + " (expected: 0.." + in.available() + ")");
        }
        return OpaqueBytes.copyOf(in.readNBytes(length));
    }

    private static void writeAddress(DataOutputStream out, InetSocketAddress address) throws IOException {
        byte[] ip = address.getAddress().getAddress();
        out.writeByte(ip.length);
        out.write(ip);
        out.writeShort(address.getPort());
    }

    private static InetSocketAddress readAddress(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length != IPV4 && length != IPV6) {
            throw new NotSerializableException("courier: address of " + length + " bytes (expected: 4 or 16)");
        }
        byte[] ip = new byte[length];
        in.readFully(ip);
        return new InetSocketAddress(InetAddress.getByAddress(ip), in.readUnsignedShort());
    }

    private static int code(Transport transport) {
        return switch (transport) {
            case UDP -> 1;
            case TCP -> 2;
            case WEBSOCKET -> 3;
        };
    }

    private static Transport readTransport(DataInputStream in) throws IOException {
        int code = in.readUnsignedByte();
        return switch (code) {
            case 1 -> Transport.UDP;
            case 2 -> Transport.TCP;
            case 3 -> Transport.WEBSOCKET;
            default -> throw new NotSerializableException("courier: transport " + code + " (expected: 1..3)");
        };
    }

    private static int code(Delivery delivery) {
        return switch (delivery) {
            case DELIVERED -> 1;
            case GONE -> 2;
            case UNREACHABLE -> 3;
        };
    }

    private static Delivery readDelivery(DataInputStream in) throws IOException {
        int code = in.readUnsignedByte();
        return switch (code) {
            case 1 -> Delivery.DELIVERED;
            case 2 -> Delivery.GONE;
            case 3 -> Delivery.UNREACHABLE;
            default -> throw new NotSerializableException("courier: delivery " + code + " (expected: 1..3)");
        };
    }
}
