package io.fairlead.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.fairlead.protocol.vectors.Vectors;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MangledAddressTest {
    @Test
    void encodesAndDecodesTheRecordedAddresses() throws Exception {
        int compared = 0;
        for (JsonElement element : Vectors.read("mangling.json").getAsJsonArray("vectors")) {
            JsonObject vector = element.getAsJsonObject();
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getByName(vector.get("address").getAsString()),
                    vector.get("port").getAsInt());
            long micros = vector.has("micros") ? vector.get("micros").getAsLong() : 0;
            byte[] encoded = MangledAddress.encode(address, micros);

            assertThat(HexFormat.of().formatHex(encoded)).isEqualTo(vector.get("hex").getAsString());
            assertThat(MangledAddress.decode(ByteString.copyFrom(encoded))).hasValue(address);
            compared++;
        }
        assertThat(compared).isGreaterThan(5);
    }

    @Test
    void anyAddressAtAnyTimeComesBack() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            byte[] ip = new byte[4];
            random.nextBytes(ip);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(ip), random.nextInt(65_536));
            byte[] encoded = MangledAddress.encode(address, random.nextLong());

            assertThat(encoded.length).isLessThanOrEqualTo(16);
            assertThat(MangledAddress.decode(ByteString.copyFrom(encoded))).hasValue(address);
        }
    }

    /** As the definition has it, in one number of any length. */
    @Test
    void anyBytesAreReadAsTheNumberThatTheyAre() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] mangled = new byte[1 + random.nextInt(16)];
            random.nextBytes(mangled);
            byte[] turned = new byte[mangled.length];
            for (int j = 0; j < turned.length; j++) {
                turned[j] = mangled[mangled.length - 1 - j];
            }
            BigInteger value = new BigInteger(1, turned);
            long clock = value.shiftRight(17).longValue() & 0xFFFFFFFFL;
            int ip = (int) (value.shiftRight(49).longValue() - clock);
            int port = (int) ((value.longValue() & 0xFFFFFF) - (clock & 0xFFFF)) & 0xFFFF;
            byte[] octets = {(byte) ip, (byte) (ip >>> 8), (byte) (ip >>> 16), (byte) (ip >>> 24)};

            assertThat(MangledAddress.decode(ByteString.copyFrom(mangled)))
                    .hasValue(new InetSocketAddress(InetAddress.getByAddress(octets), port));
        }
    }

    @Test
    void ipv4InIpv6IsReducedButLoopbackIsNot() throws Exception {
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffffc0a80114");
        byte[] compatible = HexFormat.of().parseHex("000000000000000000000000c0a80114");
        InetSocketAddress plain = new InetSocketAddress(InetAddress.getByName("192.168.1.20"), 50_000);
        for (byte[] ip : new byte[][]{mapped, compatible}) {
            InetSocketAddress v6 = new InetSocketAddress(Inet6Address.getByAddress(null, ip, -1), 50_000);
            assertThat(MangledAddress.decode(MangledAddress.encode(v6))).hasValue(plain);
        }
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getByName("::1"), 1);
        assertThat(MangledAddress.encode(loopback).size()).isEqualTo(18);
    }

    @Test
    void emptyMeansNoAddressAndOtherLengthsAreNone() {
        assertThat(MangledAddress.decode(ByteString.EMPTY)).hasValue(MangledAddress.NONE);
        assertThat(MangledAddress.isPresent(MangledAddress.NONE)).isFalse();
        for (int length = 0; length < 64; length++) {
            boolean valid = length <= 16 || length == 18;
            assertThat(MangledAddress.decode(ByteString.copyFrom(new byte[length])).isPresent())
                    .as("length " + length)
                    .isEqualTo(valid);
        }
    }

    @Test
    void hostsAndPortsAreReadAsOperatorsWriteThem() {
        assertThat(HostPort.parse("host", 21_117)).isEqualTo(new HostPort("host", 21_117));
        assertThat(HostPort.parse(" host:1 ", 21_117)).isEqualTo(new HostPort("host", 1));
        assertThat(HostPort.parse("[2001:db8::1]:5", 1)).isEqualTo(new HostPort("2001:db8::1", 5));
        assertThat(HostPort.parse("[2001:db8::1]", 9)).hasToString("[2001:db8::1]:9");
        assertThat(HostPort.parse("2001:db8::1", 9)).isEqualTo(new HostPort("2001:db8::1", 9));
        for (String wrong : new String[]{"", " ", "host:", "host:0", "host:65536", "host:x", "[::1", "[::1]x", ":1"}) {
            assertThatThrownBy(() -> HostPort.parse(wrong, 21_117))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected");
        }
    }
}
