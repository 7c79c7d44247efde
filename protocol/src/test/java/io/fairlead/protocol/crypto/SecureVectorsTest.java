package io.fairlead.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.protocol.message.KeyExchange;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.vectors.Vectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecureVectorsTest {
    private final JsonObject file = Vectors.read("secure.json");
    private final JsonObject handshake = file.getAsJsonObject("handshake");

    private byte[] hex(String name) {
        return HexFormat.of().parseHex(handshake.get(name).getAsString());
    }

    private KeyExchange message(String name) throws Exception {
        return RendezvousMessage.parseFrom(hex(name)).getKeyExchange();
    }

    @Test
    void makesTheRecordedOfferOfTheServer() throws Exception {
        ServerKeyPair pair = ServerKeyPair.fromSecretKey(
                Base64.getEncoder().encodeToString(hex("server_sign_secret_hex")));

        assertThat(SecureHandshake.of(hex("server_box_secret_hex")).offer(pair))
                .isEqualTo(message("server_message_hex"));
    }

    @Test
    void makesTheRecordedAnswerOfTheClient() throws Exception {
        Optional<SecureHandshake.Answer> answer = SecureHandshake.of(hex("client_box_secret_hex"))
                .answer(message("server_message_hex"), hex("server_sign_public_hex"), hex("symmetric_key_hex"));

        assertThat(answer.orElseThrow().message()).isEqualTo(message("client_message_hex"));
    }

    @Test
    void acceptsTheRecordedAnswerAndNothingElse() throws Exception {
        SecureHandshake server = SecureHandshake.of(hex("server_box_secret_hex"));
        KeyExchange answer = message("client_message_hex");

        assertThat(server.accept(answer)).hasValue(hex("symmetric_key_hex"));
        assertThat(server.accept(answer.toBuilder().addKeys(answer.getKeys(0)).build())).isEmpty();
        assertThat(SecureHandshake.begin().accept(answer)).isEmpty();
    }

    @Test
    void refusesAnOfferOfAnotherServer() throws Exception {
        assertThat(SecureHandshake.answer(
                message("server_message_hex"), ServerKeyPair.generate().publicKey()))
                .isEmpty();
    }

    @Test
    void sealsAndOpensTheRecordedBoxes() {
        int compared = 0;
        for (JsonElement element : file.getAsJsonArray("boxes")) {
            JsonObject box = element.getAsJsonObject();
            byte[] key = HexFormat.of().parseHex(box.get("key_hex").getAsString());
            byte[] nonce = ByteBuffer.allocate(SecretBox.NONCE_LENGTH)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(box.get("counter").getAsLong())
                    .array();
            byte[] plain = HexFormat.of().parseHex(box.get("plain_hex").getAsString());
            byte[] sealed = HexFormat.of().parseHex(box.get("box_hex").getAsString());

            assertThat(SecretBox.seal(plain, key, nonce)).isEqualTo(sealed);
            assertThat(SecretBox.open(sealed, key, nonce)).hasValue(plain);
            sealed[sealed.length - 1] ^= 1;
            assertThat(SecretBox.open(sealed, key, nonce)).isEmpty();
            compared++;
        }
        assertThat(compared).isPositive();
    }

    @Test
    void heartbeatsTravelPlainAndDoNotCount() {
        byte[] key = hex("symmetric_key_hex");
        SecretStream sender = new SecretStream(key);
        SecretStream receiver = new SecretStream(key);
        byte[] first = {1, 2, 3};

        assertThat(sender.seal(new byte[0])).isEmpty();
        assertThat(receiver.open(sender.seal(first))).hasValue(first);
        assertThat(receiver.open(new byte[]{7})).hasValue(new byte[]{7});
        byte[] second = sender.seal(first);
        assertThat(receiver.open(second)).hasValue(first);
        assertThat(receiver.open(second)).as("the same box again").isEmpty();
    }
}
