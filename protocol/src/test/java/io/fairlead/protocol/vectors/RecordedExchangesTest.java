package io.fairlead.protocol.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.IdPk;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedExchangesTest {
    private static final HexFormat HEX = HexFormat.of();

    private final JsonObject file = Vectors.read("exchanges.json");

    private List<JsonObject> messages() {
        List<JsonObject> out = new ArrayList<>();
        for (JsonElement exchange : file.getAsJsonArray("exchanges")) {
            JsonObject object = exchange.getAsJsonObject();
            if (object.has("hex") && !object.get("hex").isJsonNull() && object.has("message")
                    && !object.get("message").isJsonNull()) {
                out.add(object);
            }
        }
        return out;
    }

    private static RendezvousMessage decode(JsonObject exchange) {
        return RendezvousMessageCodec.read(
                Unpooled.wrappedBuffer(HEX.parseHex(exchange.get("hex").getAsString())));
    }

    @Test
    void allMessagesDecodeToTheirKindAndEncodeToTheSameBytes() {
        assertThat(messages()).hasSizeGreaterThanOrEqualTo(60).allSatisfy(exchange -> {
            RendezvousMessage message = decode(exchange);
            String kind = message.getUnionCase().name().replace("_", "");
            assertThat(kind).isEqualToIgnoringCase(exchange.get("message").getAsString());
            ByteBuf written = RendezvousMessageCodec.write(message, UnpooledByteBufAllocator.DEFAULT);
            byte[] expected = HEX.parseHex(exchange.get("hex").getAsString());
            // A client that writes a default value explicitly sends bytes that proto3 need not write again.
            RendezvousMessage again = RendezvousMessageCodec.read(written);
            assertThat(again).isEqualTo(message);
            if (written.readableBytes() == expected.length && !writesOneofLast(message)) {
                assertThat(HexFormat.of().formatHex(ByteBufUtil.getBytes(written)))
                        .isEqualTo(exchange.get("hex").getAsString());
            }
            written.release();
        });
    }

    @Test
    void serversMessagesEncodeToExactlyTheRecordedBytes() {
        assertThat(messages().stream().filter(e -> e.get("who").getAsString().startsWith("server")))
                .isNotEmpty()
                .allSatisfy(exchange -> {
                    RendezvousMessage message = decode(exchange);
                    String recorded = exchange.get("hex").getAsString();
                    assertThat(message.toByteArray()).hasSize(recorded.length() / 2);
                    if (!writesOneofLast(message)) {
                        assertThat(HEX.formatHex(message.toByteArray())).isEqualTo(recorded);
                    }
                });
    }

    /** The recorded server writes this message's oneof behind fields of higher numbers; readers take any order. */
    private static boolean writesOneofLast(RendezvousMessage message) {
        return message.hasRelayResponse() && (message.getRelayResponse().hasPk() || message.getRelayResponse().hasId());
    }

    @Test
    void pushesNameTheRequesterByItsMangledAddress() {
        String requester = null;
        int compared = 0;
        for (JsonObject exchange : messages()) {
            RendezvousMessage message = decode(exchange);
            if (message.hasPunchHoleRequest() && exchange.has("local")) {
                requester = exchange.get("local").getAsString();
            }
            if (message.hasPunchHole() && requester != null) {
                Optional<InetSocketAddress> named = MangledAddress.decode(message.getPunchHole().getSocketAddr());
                assertThat(named).hasValueSatisfying(address -> assertThat(
                        address.getAddress().getHostAddress() + ":" + address.getPort())
                        .isNotEqualTo("0.0.0.0:0"));
                assertThat(named.get().getAddress().getHostAddress() + ":" + named.get().getPort())
                        .isEqualTo(requester);
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @Test
    void identitiesAreSignedAsTheRealServerSignsThem() {
        ServerKeyPair pair = ServerKeyPair.fromSecretKey(file.get("server_secret_key_for_tests").getAsString());
        assertThat(pair.publicKeyBase64()).isEqualTo(file.get("server_public_key").getAsString());
        byte[] serverKey = Base64.getDecoder().decode(file.get("server_public_key").getAsString());
        int compared = 0;
        for (JsonObject exchange : messages()) {
            ByteString pk = decode(exchange).getPunchHoleResponse().getPk();
            if (!pk.isEmpty()) {
                IdPk identity = SignedIdentity.open(pk.toByteArray(), serverKey).orElseThrow();
                assertThat(HEX.formatHex(identity.getPk().toByteArray()))
                        .isEqualTo(file.get("device_public_key_hex").getAsString());
                // Ed25519 signatures are deterministic: ours is theirs, byte for byte.
                assertThat(SignedIdentity.sign(pair, identity.getId(), identity.getPk().toByteArray()))
                        .isEqualTo(pk.toByteArray());
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }

    @Test
    void fieldsOfOtherVersionsSurviveForwarding() {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFromUtf8("later"))
                        .build())
                .build();
        RendezvousMessage sent = RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid("u").setUnknownFields(unknown))
                .build();
        RendezvousMessage read = RendezvousMessageCodec.read(Unpooled.wrappedBuffer(sent.toByteArray()));
        RendezvousMessage forwarded = read.toBuilder()
                .setRequestRelay(read.getRequestRelay().toBuilder().setId("added"))
                .build();

        assertThat(RendezvousMessageCodec.read(Unpooled.wrappedBuffer(forwarded.toByteArray()))
                .getRequestRelay()
                .getUnknownFields())
                .isEqualTo(unknown);
    }
}
