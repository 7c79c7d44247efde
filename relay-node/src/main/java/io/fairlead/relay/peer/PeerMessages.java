package io.fairlead.relay.peer;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.relay.leg.HopRequest;
import io.fairlead.relay.leg.LegKind;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays.Failure;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The fields of the handshake's messages, big endian; a text is its length in two bytes and UTF-8. Readers pass over
 * what stands behind the fields that they know.
 */
final class PeerMessages {
    /** Of a nonce, in bytes. */
    static final int NONCE_LENGTH = 32;

    private static final int VERSION = 1;
    private static final int ACCEPTED = 0;
    private static final int NOT_PARKED = 1;
    private static final int BLOCKED = 2;
    private static final int WEBSOCKET = 1;

    private PeerMessages() {}

    /** A hello as it was read. */
    record Hello(OpaqueBytes nonce, String holderId, HopRequest request) {}

    /** What the listening side says; {@code refusal} is empty when the leg is taken. */
    record Answer(Optional<Failure> refusal) {}

    private interface Fields {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            fields.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return bytes.toByteArray();
    }

    static byte[] challenge(byte[] nonce) {
        return bytes(out -> {
            out.writeByte(VERSION);
            out.write(nonce);
        });
    }

    /** The nonce of a challenge. */
    static Optional<byte[]> readChallenge(byte[] message) {
        return read(message, PeerMessages::nonce);
    }

    static byte[] hello(byte[] nonce, String holderId, HopRequest request) {
        InetSocketAddress from = request.client().from();
        byte[] address = from.getAddress().getAddress();
        return bytes(out -> {
            out.writeByte(VERSION);
            out.write(nonce);
            text(out, holderId);
            text(out, request.uuid());
            out.writeByte(address.length);
            out.write(address);
            out.writeShort(from.getPort());
            text(out, request.client().deviceId());
            out.writeByte(request.client().kind() == LegKind.WEBSOCKET ? WEBSOCKET : 0);
        });
    }

    static Optional<Hello> readHello(byte[] fields) {
        return read(fields, in -> {
            OpaqueBytes nonce = OpaqueBytes.copyOf(nonce(in));
            String holderId = text(in);
            String uuid = text(in);
            InetAddress address = InetAddress.getByAddress(bytes(in, in.get()));
            InetSocketAddress from = new InetSocketAddress(address, Short.toUnsignedInt(in.getShort()));
            String deviceId = text(in);
            LegKind kind = in.get() == WEBSOCKET ? LegKind.WEBSOCKET : LegKind.TCP;
            return new Hello(nonce, holderId, new HopRequest(uuid, new LegSummary(from, kind, deviceId)));
        });
    }

    static byte[] answer(Answer answer) {
        return bytes(out -> {
            out.writeByte(VERSION);
            out.writeByte(answer.refusal().map(PeerMessages::code).orElse(ACCEPTED));
        });
    }

    static Optional<Answer> readAnswer(byte[] fields) {
        return read(fields, in -> switch (in.get()) {
            case ACCEPTED -> new Answer(Optional.empty());
            case BLOCKED -> new Answer(Optional.of(Failure.BLOCKED));
            // A reason that a later version has is a refusal all the same.
            default -> new Answer(Optional.of(Failure.NOT_PARKED));
        });
    }

    private static int code(Failure refusal) {
        return refusal == Failure.BLOCKED ? BLOCKED : NOT_PARKED;
    }

    private interface Reader<T> {
        T read(ByteBuffer in) throws UnknownHostException;
    }

    private static <T> Optional<T> read(byte[] message, Reader<T> reader) {
        ByteBuffer in = ByteBuffer.wrap(message);
        try {
            // The version; all so far begin with the same fields.
            in.get();
            return Optional.of(reader.read(in));
        } catch (BufferUnderflowException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static byte[] nonce(ByteBuffer in) {
        return bytes(in, NONCE_LENGTH);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.UTF_8);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }
}
