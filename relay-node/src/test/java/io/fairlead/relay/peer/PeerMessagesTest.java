package io.fairlead.relay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.relay.leg.HopRequest;
import io.fairlead.relay.leg.LegKind;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.PeerRelays.Failure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerMessagesTest {
    private final byte[] nonce = PeerFrames.nonce();
    private final byte[] other = PeerFrames.nonce();
    private final PeerProof proof = new PeerProof(secret("a secret of the cluster"));

    private static OpaqueBytes secret(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static HopRequest request(String address, LegKind kind) {
        InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral(address), 65_000);
        return new HopRequest("séance", new LegSummary(from, kind, "123456789"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void aHelloIsReadAsItWasWritten(String address) {
        for (LegKind kind : LegKind.values()) {
            HopRequest request = request(address, kind);
            PeerMessages.Hello hello = PeerMessages.readHello(PeerMessages.hello(nonce, "node-1", request))
                    .orElseThrow();
            assertThat(hello.holderId()).isEqualTo("node-1");
            assertThat(hello.nonce().toByteArray()).isEqualTo(nonce);
            assertThat(hello.request()).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Failure.class, names = {"NOT_PARKED", "BLOCKED"})
    void anAnswerIsReadAsItWasWritten(Failure refusal) {
        PeerMessages.Answer refused = new PeerMessages.Answer(Optional.of(refusal));
        assertThat(PeerMessages.readAnswer(PeerMessages.answer(refused))).hasValue(refused);
        PeerMessages.Answer accepted = new PeerMessages.Answer(Optional.empty());
        assertThat(PeerMessages.readAnswer(PeerMessages.answer(accepted))).hasValue(accepted);
    }

    @Test
    void fieldsThatALaterVersionAddsArePassedOver() {
        byte[] challenge = later(PeerMessages.challenge(nonce));
        assertThat(PeerMessages.readChallenge(challenge)).hasValueSatisfying(read -> assertThat(read).isEqualTo(nonce));
        HopRequest request = request("192.0.2.7", LegKind.WEBSOCKET);
        byte[] hello = later(PeerMessages.hello(nonce, "node-1", request));
        assertThat(PeerMessages.readHello(hello).orElseThrow().request()).isEqualTo(request);
        byte[] answer = later(PeerMessages.answer(new PeerMessages.Answer(Optional.empty())));
        assertThat(PeerMessages.readAnswer(answer).orElseThrow().refusal()).isEmpty();
        answer[1] = 99;
        assertThat(PeerMessages.readAnswer(answer).orElseThrow().refusal())
                .as("a reason of a later version is a refusal")
                .hasValue(Failure.NOT_PARKED);
    }

    private static byte[] later(byte[] message) {
        byte[] longer = Arrays.copyOf(message, message.length + 20);
        longer[0] = 2;
        return longer;
    }

    @Test
    void whatIsCutShortIsNoMessage() {
        byte[] hello = PeerMessages.hello(nonce, "node-1", request("192.0.2.7", LegKind.TCP));
        for (int length = 0; length < hello.length; length++) {
            assertThat(PeerMessages.readHello(Arrays.copyOf(hello, length))).as("%d bytes", length).isEmpty();
        }
        assertThat(PeerMessages.readChallenge(new byte[PeerMessages.NONCE_LENGTH])).isEmpty();
        assertThat(PeerMessages.readAnswer(new byte[1])).isEmpty();
    }

    @Test
    void whateverIsReadEndsInAMessageOrInNone() {
        Random random = new Random(4);
        byte[] hello = PeerMessages.hello(nonce, "node-1", request("192.0.2.7", LegKind.TCP));
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = hello.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            assertThat(PeerMessages.readHello(bytes)).isNotNull();
        }
    }

    @Test
    void aProofIsGoodForOneConnectionAndForWhatItWasMadeOfOnly() {
        byte[] fields = PeerMessages.hello(other, "node-1", request("192.0.2.7", LegKind.TCP));
        byte[] hello = proof.proveHello(nonce, fields);
        assertThat(proof.checksHello(nonce, hello)).isTrue();
        assertThat(PeerProof.fields(hello)).isEqualTo(fields);
        assertThat(proof.checksHello(other, hello)).as("another connection's nonce").isFalse();
        assertThat(new PeerProof(secret("another secret of it")).checksHello(nonce, hello)).isFalse();
        for (int i = 0; i < hello.length; i++) {
            byte[] changed = hello.clone();
            changed[i] ^= 1;
            assertThat(proof.checksHello(nonce, changed)).as("byte %d changed", i).isFalse();
        }
        assertThat(proof.checksHello(nonce, new byte[3])).isFalse();

        byte[] answer = proof.proveAnswer(nonce, other, new byte[]{1, 0});
        assertThat(proof.checksAnswer(nonce, other, answer)).isTrue();
        assertThat(proof.checksAnswer(other, nonce, answer)).isFalse();
        answer[answer.length - 1] = 1;
        assertThat(proof.checksAnswer(nonce, other, answer)).isFalse();
        assertThat(proof.checksAnswer(nonce, other, hello)).as("a hello that is sent back").isFalse();
    }
}
