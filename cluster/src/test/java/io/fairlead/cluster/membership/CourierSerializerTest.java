package io.fairlead.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CourierSerializerTest {
    private static final OpaqueBytes MESSAGE = OpaqueBytes.copyOf("message".getBytes(StandardCharsets.UTF_8));
    private static final String FROM = "pekko://fairlead@192.0.2.1:21120";

    private final CourierSerializer serializer = new CourierSerializer();

    /** A message and the file that holds its bytes, as version 1 wrote them. */
    record Sample(String file, CourierMessage message) {}

    static List<Sample> samples() {
        InetSocketAddress v4 = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 65535);
        InetSocketAddress v6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 1);
        return List.of(
                new Sample("push-1", new CourierMessage.Push(1, FROM, new DevicePush("100000001", MESSAGE))),
                new Sample("push-1-empty", new CourierMessage.Push(-1, "", new DevicePush("", OpaqueBytes.EMPTY))),
                new Sample("answer-1-udp", new CourierMessage.Answer(Long.MAX_VALUE, FROM,
                        new DeviceAnswer(v4, v6, Transport.UDP, MESSAGE))),
                new Sample("answer-1-tcp", new CourierMessage.Answer(Long.MIN_VALUE, FROM,
                        new DeviceAnswer(v6, v4, Transport.TCP, MESSAGE))),
                new Sample("answer-1-websocket", new CourierMessage.Answer(2, FROM,
                        new DeviceAnswer(v4, v4, Transport.WEBSOCKET, MESSAGE))),
                new Sample("moved-1", new CourierMessage.Moved("gerät", 42)),
                new Sample("reply-1-delivered", new CourierMessage.Reply(1, Delivery.DELIVERED)),
                new Sample("greeting-1", new CourierMessage.Greeting(FROM, true, 3, "192.0.2.1:21120")),
                new Sample("reply-1-gone", new CourierMessage.Reply(2, Delivery.GONE)),
                new Sample("reply-1-unreachable", new CourierMessage.Reply(3, Delivery.UNREACHABLE)));
    }

    private static byte[] recorded(Sample sample) throws Exception {
        try (InputStream in = CourierSerializerTest.class.getResourceAsStream("/courier/" + sample.file() + ".bin")) {
            assertThat(in).as(sample.file()).isNotNull();
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenIsReadAgain(Sample sample) throws Exception {
        byte[] bytes = serializer.toBinary(sample.message());

        assertThat(serializer.fromBinary(bytes, serializer.manifest(sample.message()))).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theBytesOfVersionOneAreWrittenAndRead(Sample sample) throws Exception {
        assertThat(serializer.toBinary(sample.message())).isEqualTo(recorded(sample));
        String manifest = sample.file().replaceFirst("^([a-z]+)-1.*$", "$1/1");
        assertThat(serializer.fromBinary(recorded(sample), manifest)).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatALaterVersionAddsIsPassedOver(Sample sample) throws Exception {
        byte[] bytes = recorded(sample);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 9);
        Arrays.fill(longer, bytes.length, longer.length, (byte) 0xA5);

        assertThat(serializer.fromBinary(longer, serializer.manifest(sample.message()))).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesThatAreCutAnywhereAreRefused(Sample sample) throws Exception {
        byte[] bytes = recorded(sample);
        String manifest = serializer.manifest(sample.message());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> serializer.fromBinary(cut, manifest)).as("%d bytes", length)
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    void anUnknownManifestIsRefused() {
        for (String manifest : List.of("", "push", "push/2", "push/1 ", "other/1")) {
            assertThatThrownBy(() -> serializer.fromBinary(new byte[100], manifest))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("'" + manifest + "'");
        }
    }

    @Test
    void aLengthThatIsNotThereCostsNoMemory() {
        byte[] bytes = serializer.toBinary(samples().get(1).message());
        Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0x7F);

        assertThatThrownBy(() -> serializer.fromBinary(bytes, "push/1")).isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("2139062143");
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() throws Exception {
        Random random = new Random(5);
        List<String> manifests = List.of("push/1", "answer/1", "moved/1", "reply/1", "greeting/1");
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes;
            if (i % 2 == 0) {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            } else {
                bytes = recorded(samples().get(i % samples().size()));
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            String manifest = manifests.get(random.nextInt(manifests.size()));
            try {
                CourierMessage message = (CourierMessage) serializer.fromBinary(bytes, manifest);
                assertThatCode(() -> serializer.toBinary(message)).doesNotThrowAnyException();
                read++;
            } catch (NotSerializableException e) {
                assertThat(e).hasMessageStartingWith("courier: ");
            }
        }
        assertThat(read).isPositive();
    }
}
