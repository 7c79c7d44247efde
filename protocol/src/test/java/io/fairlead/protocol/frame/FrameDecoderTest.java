package io.fairlead.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.protocol.vectors.Vectors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final int LARGEST = 64 * 1024;

    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(LARGEST));

    private List<String> read() {
        List<String> payloads = new ArrayList<>();
        for (ByteBuf payload = channel.readInbound(); payload != null; payload = channel.readInbound()) {
            payloads.add(HexFormat.of().formatHex(ByteBufUtil.getBytes(payload)));
            payload.release();
        }
        return payloads;
    }

    private void receive(String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }

    @Test
    void readsFramesThatComeByteByByte() {
        for (String octet : "0c010203000401".split("(?<=\\G..)")) {
            receive(octet);
        }
        assertThat(read()).containsExactly("010203", "", "01");
    }

    @Test
    void readsFramesThatComeTogether() {
        receive("0c010203" + "00" + "0401");
        assertThat(read()).containsExactly("010203", "", "01");
    }

    @Test
    void readsHeadersThatAreLongerThanTheyNeedBe() {
        receive("0d00010203" + "0e0000010203" + "0f000000010203");
        assertThat(read()).containsExactly("010203", "010203", "010203");
    }

    @Test
    void doesNotAllocateForWhatIsOnlyAnnounced() {
        EmbeddedChannel generous = new EmbeddedChannel(new FrameDecoder(FrameHeader.MAX_PAYLOAD_LENGTH));
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        generous.config().setAllocator(allocator);
        ByteBuf header = Unpooled.buffer();
        FrameHeader.write(header, FrameHeader.MAX_PAYLOAD_LENGTH);

        generous.writeInbound(header);
        for (int i = 0; i < 10; i++) {
            generous.writeInbound(Unpooled.wrappedBuffer(new byte[]{1}));
        }

        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .isLessThan(LARGEST);
        assertThat((Object) generous.readInbound()).isNull();
        generous.finishAndReleaseAll();
    }

    @Test
    void refusesFramesAboveItsLimitAndDropsTheRest() {
        ByteBuf tooLong = Unpooled.buffer();
        FrameHeader.write(tooLong, LARGEST + 1);
        assertThatThrownBy(() -> channel.writeInbound(tooLong))
                .isInstanceOf(FrameTooLongException.class)
                .hasMessage("frame length: 65537 (expected: 0..65536)")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        receive("0401");
        assertThat(read()).isEmpty();
    }

    @Test
    void givesTheBytesBehindOneFrameOnAsTheyAre() {
        FrameDecoder decoder = new FrameDecoder(LARGEST);
        decoder.setSingleDecode(true);
        EmbeddedChannel relay = new EmbeddedChannel(decoder);
        relay.pipeline().addLast(new io.netty.channel.ChannelInboundHandlerAdapter() {
            private boolean first = true;

            @Override
            public void channelRead(io.netty.channel.ChannelHandlerContext ctx, Object message) {
                if (first) {
                    first = false;
                    ctx.pipeline().remove(FrameDecoder.class);
                }
                ctx.fireChannelRead(message);
            }
        });

        relay.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("0401" + "0c0102")));
        relay.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("03")));

        List<String> got = new ArrayList<>();
        for (ByteBuf bytes = relay.readInbound(); bytes != null; bytes = relay.readInbound()) {
            got.add(HexFormat.of().formatHex(ByteBufUtil.getBytes(bytes)));
            bytes.release();
        }
        assertThat(got).containsExactlyInAnyOrder("01", "0c0102", "03");
    }

    @Test
    void headersAreTheRecordedOnes() {
        int compared = 0;
        for (JsonElement element : Vectors.read("framing.json").getAsJsonArray("frames")) {
            JsonObject frame = element.getAsJsonObject();
            int length = frame.get("length").getAsInt();
            ByteBuf header = Unpooled.buffer();
            FrameHeader.write(header, length);

            assertThat(HexFormat.of().formatHex(ByteBufUtil.getBytes(header)))
                    .isEqualTo(frame.get("header_hex").getAsString());
            int headerLength = FrameHeader.headerLength(header.getByte(0));
            assertThat(headerLength).isEqualTo(header.readableBytes());
            assertThat(FrameHeader.payloadLength(header, 0, headerLength)).isEqualTo(length);
            compared++;
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void encoderAndDecoderUndoEachOther() {
        Random random = new Random(7);
        EmbeddedChannel sender = new EmbeddedChannel(new FrameEncoder());
        for (int length : new int[]{0, 1, 63, 64, 16383, 16384, 65536}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            sender.writeOutbound(Unpooled.wrappedBuffer(payload));
            for (ByteBuf part = sender.readOutbound(); part != null; part = sender.readOutbound()) {
                channel.writeInbound(part);
            }
            assertThat(read()).containsExactly(HexFormat.of().formatHex(payload));
        }
    }

    @Test
    void anyBytesAreFramesOrARefusalButNeverAnotherFailure() {
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            EmbeddedChannel victim = new EmbeddedChannel(new FrameDecoder(256), new RendezvousMessageCodec());
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            try {
                victim.writeInbound(Unpooled.wrappedBuffer(bytes));
            } catch (FrameTooLongException | MalformedMessageException expected) {
                assertThat(expected).isInstanceOf(DecoderException.class);
            }
            victim.finishAndReleaseAll();
        }
    }
}
