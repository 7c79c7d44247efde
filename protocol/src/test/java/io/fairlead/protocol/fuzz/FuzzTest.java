package io.fairlead.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.crypto.SecretStream;
import io.fairlead.protocol.crypto.SecureHandshake;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameTooLongException;
import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.KeyExchange;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.ConsoleDetector;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bytes of strangers, saved: nothing but the foreseen refusals comes of them, and nothing is leaked. */
class FuzzTest {
    private static final Path FILES = Path.of("src/test/resources/fuzz");

    private static List<byte[]> corpus() throws IOException {
        try (Stream<String> made = Files.lines(FILES.resolve("corpus.hex"), StandardCharsets.US_ASCII);
                Stream<String> found = Files.lines(FILES.resolve("found.hex"), StandardCharsets.US_ASCII)) {
            return Stream.concat(made, found)
                    .filter(line -> !line.startsWith("#"))
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }

    @Test
    void theCorpusIsThatOfItsProgram() throws Exception {
        assertThat(Files.readAllLines(FILES.resolve("corpus.hex"))).isEqualTo(FuzzCorpus.make());
    }

    @Test
    void messagesAreReadOrRefusedAndWhatIsReadIsWrittenAgain() throws Exception {
        int read = 0;
        for (byte[] bytes : corpus()) {
            try {
                RendezvousMessage message = RendezvousMessageCodec.read(Unpooled.wrappedBuffer(bytes));
                assertThat(RendezvousMessage.parseFrom(message.toByteArray())).isEqualTo(message);
                read++;
            } catch (MalformedMessageException e) {
                assertThat(e.getStackTrace()).as("a stranger must not make us walk the stack").isEmpty();
            }
        }
        assertThat(read).as("the corpus reaches beyond the parser").isGreaterThan(200);
    }

    @Test
    void framesAreCutOrRefusedAndNothingIsLeaked() throws Exception {
        for (byte[] bytes : corpus()) {
            EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(65_536));
            // Not wrapped: no bytes would be a shared buffer, which is never released.
            ByteBuf in = Unpooled.buffer().writeBytes(bytes);
            try {
                channel.writeInbound(in);
            } catch (FrameTooLongException e) {
                assertThat(e.getStackTrace()).isEmpty();
            } catch (DecoderException e) {
                assertThat(e.getCause()).isInstanceOf(FrameTooLongException.class);
            }
            channel.finishAndReleaseAll();
            assertThat(in.refCnt()).isZero();
        }
    }

    @Test
    void addressesIdentitiesBoxesAndKeyExchangesAreReadOrEmpty() throws Exception {
        ServerKeyPair server = ServerKeyPair.generate();
        for (byte[] bytes : corpus()) {
            MangledAddress.decode(ByteString.copyFrom(bytes))
                    .ifPresent(address -> assertThat(address.getPort()).isBetween(0, 65_535));
            assertThat(SignedIdentity.open(bytes, server.publicKey())).isEmpty();
            if (bytes.length > 1) {
                assertThat(new SecretStream(new byte[32]).open(bytes)).isEmpty();
            }
            assertThat(SecureHandshake.begin()
                    .accept(KeyExchange.newBuilder()
                            .addKeys(ByteString.copyFrom(new byte[]{9}).concat(ByteString.copyFrom(new byte[31])))
                            .addKeys(ByteString.copyFrom(bytes))
                            .build()))
                    .isEmpty();
        }
    }

    @Test
    void theConsoleTakesNoClientsBytesForALine() throws Exception {
        for (byte[] bytes : corpus()) {
            EmbeddedChannel channel = new EmbeddedChannel(new ConsoleDetector(Set.of("help", "relay-servers"), line -> {
                throw new AssertionError("taken for a line: " + HexFormat.of().formatHex(bytes));
            }));
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            channel.finishAndReleaseAll();
        }
    }
}
