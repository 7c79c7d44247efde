package io.fairlead.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.control.ControlMessage.Kind;
import io.fairlead.cluster.control.ControlSeal.Opened;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlSealTest {
    private static final String SECRET = "0123456789abcdef";
    private static final int MAC = 32;

    private final ControlSeal seal = new ControlSeal(bytes(SECRET));

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ControlMessage message(Kind kind) {
        return new ControlMessage(kind, "id", "a-1", "b-2", 1234567890123L, "drain_relay", "{\"x\":\"ä\"}");
    }

    private byte[] sealed() {
        return seal.seal(message(Kind.ASK)).orElseThrow().toByteArray();
    }

    private static void assertDropped(Opened opened, ControlDrop reason) {
        assertThat(opened).isEqualTo(new Opened.Dropped(reason));
    }

    /** As somebody writes it who knows the secret. */
    private static byte[] resealed(byte[] fields) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update("fairlead control: message\0".getBytes(StandardCharsets.US_ASCII));
        byte[] proof = mac.doFinal(fields);
        byte[] all = Arrays.copyOf(proof, MAC + fields.length);
        System.arraycopy(fields, 0, all, MAC, fields.length);
        return all;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsSealedIsReadAgain(Kind kind) {
        ControlMessage message = message(kind);
        assertThat(seal.open(seal.seal(message).orElseThrow().toByteArray())).isEqualTo(new Opened.Message(message));
    }

    @Test
    void anotherSecretsSealDoesNotCount() {
        for (String other : new String[]{"0123456789abcdeF", "0123456789abcdef0", SECRET + SECRET}) {
            assertDropped(new ControlSeal(bytes(other)).open(sealed()), ControlDrop.WRONG_MAC);
        }
    }

    @Test
    void noBitCanBeChanged() {
        byte[] good = sealed();
        for (int i = 0; i < good.length * 8; i++) {
            byte[] bad = good.clone();
            bad[i / 8] ^= (byte) (1 << i % 8);
            assertDropped(seal.open(bad), ControlDrop.WRONG_MAC);
        }
    }

    @Test
    void nothingCanBeAddedOrCutOff() {
        byte[] good = sealed();
        for (int length = 0; length < good.length; length++) {
            assertThat(seal.open(Arrays.copyOf(good, length))).isInstanceOf(Opened.Dropped.class);
        }
        assertDropped(seal.open(Arrays.copyOf(good, good.length + 1)), ControlDrop.WRONG_MAC);
        assertDropped(seal.open(new byte[0]), ControlDrop.MALFORMED);
        assertDropped(seal.open(new byte[ControlSeal.LONGEST + 1]), ControlDrop.MALFORMED);
    }

    @Test
    void aSealOfRelaysIsNoneOfCommands() throws Exception {
        byte[] fields = Arrays.copyOfRange(sealed(), MAC, sealed().length);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] unlabelled = Arrays.copyOf(mac.doFinal(fields), MAC + fields.length);
        System.arraycopy(fields, 0, unlabelled, MAC, fields.length);
        assertDropped(seal.open(unlabelled), ControlDrop.WRONG_MAC);
    }

    @Test
    void whatAnotherVersionOrAMistakeHasSealedIsDropped() throws Exception {
        byte[] fields = Arrays.copyOfRange(sealed(), MAC, sealed().length);
        assertThat(seal.open(resealed(fields))).isInstanceOf(Opened.Message.class);
        for (int i : new int[]{0, 1, 10}) {
            byte[] other = fields.clone();
            other[i] = 99;
            assertDropped(seal.open(resealed(other)), ControlDrop.MALFORMED);
        }
        for (int length = 1; length < fields.length; length++) {
            assertDropped(seal.open(resealed(Arrays.copyOf(fields, length))), ControlDrop.MALFORMED);
        }
        assertDropped(seal.open(resealed(Arrays.copyOf(fields, fields.length + 1))), ControlDrop.MALFORMED);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] garbage = fields.clone();
            for (int j = 0; j < 4; j++) {
                garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
            }
            assertThat(seal.open(resealed(garbage))).isNotNull();
        }
    }

    @Test
    void aMessageThatIsTooLongIsNotWritten() {
        assertThat(seal.seal(new ControlMessage(Kind.ASK, "", "", "", 0, "", "x".repeat(ControlSeal.LONGEST))))
                .isEmpty();
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new ControlSeal(bytes("0123456789abcde")))
                .hasMessage("cluster-secret: 15 bytes (expected: at least 16)");
    }
}
