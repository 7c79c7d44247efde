package io.fairlead.cluster.control;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.protocol.crypto.SecretSeal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes messages so that who reads them knows that a node of this cluster has written them: HMAC-SHA256, keyed by the
 * cluster's secret, over a label and all of the message, before the message. They are not hidden from who can read the
 * store. Safe for use by any thread.
 */
public final class ControlSeal {
    /** A longer message is none, in bytes. */
    public static final int LONGEST = 1024 * 1024;

    /** A shorter secret could be guessed from one message. */
    private static final int SHORTEST_SECRET = 16;

    private static final byte[] LABEL = "fairlead control: message\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int LONGEST_NAME = 128;

    private final SecretSeal seal;

    /**
     * Seals with a secret.
     *
     * @param secret the cluster's
     * @throws IllegalArgumentException when it is too short
     */
    public ControlSeal(OpaqueBytes secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("cluster-secret: " + secret.length() + " bytes (expected: at least "
                    + SHORTEST_SECRET + ")");
        }
        this.seal = new SecretSeal(secret.toByteArray());
    }

    /** What was read. */
    public sealed interface Opened {
        /**
         * A node of this cluster has written it.
         *
         * @param message all of it
         */
        record Message(ControlMessage message) implements Opened {}

        /**
         * It is not to be looked at.
         *
         * @param reason why
         */
        record Dropped(ControlDrop reason) implements Opened {}
    }

    /**
     * Writes a message.
     *
     * @param message any
     * @return the bytes; empty when they are too many
     */
    public Optional<OpaqueBytes> seal(ControlMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(message.kind().code());
            out.writeLong(message.sentMilli());
            for (String text : new String[]{message.id(), message.from(), message.to(), message.command(),
                    message.text()}) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        byte[] sealed = seal.seal(bytes.toByteArray(), LABEL);
        return sealed.length > LONGEST ? Optional.empty() : Optional.of(OpaqueBytes.copyOf(sealed));
    }

    /**
     * Reads a message.
     *
     * @param sealed what came
     * @return the message, or why it is not to be looked at
     */
    public Opened open(byte[] sealed) {
        if (sealed.length <= SecretSeal.LENGTH || sealed.length > LONGEST) {
            return new Opened.Dropped(ControlDrop.MALFORMED);
        }
        if (!seal.isRight(sealed, LABEL)) {
            return new Opened.Dropped(ControlDrop.WRONG_MAC);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(SecretSeal.fields(sealed)))) {
            return read(in).<Opened>map(Opened.Message::new).orElse(new Opened.Dropped(ControlDrop.MALFORMED));
        } catch (IOException e) {
            return new Opened.Dropped(ControlDrop.MALFORMED);
        }
    }

    private static Optional<ControlMessage> read(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != VERSION) {
            return Optional.empty();
        }
        Optional<ControlMessage.Kind> kind = ControlMessage.Kind.of(in.readUnsignedByte());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        long sent = in.readLong();
        ControlMessage message = new ControlMessage(
                kind.get(),
                text(in, LONGEST_NAME),
                text(in, LONGEST_NAME),
                text(in, LONGEST_NAME),
                sent,
                text(in, LONGEST_NAME),
                text(in, LONGEST));
        return in.read() < 0 ? Optional.of(message) : Optional.empty();
    }

    private static String text(DataInputStream in, int longest) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > longest || length > in.available()) {
            throw new CharacterCodingException();
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readNBytes(length))).toString();
    }
}
