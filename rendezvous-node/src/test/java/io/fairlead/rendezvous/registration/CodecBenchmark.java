package io.fairlead.rendezvous.registration;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.frame.FrameHeader;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the codecs cost, nanoseconds and bytes of garbage each. Compiled with every build, run by its name only; the
 * command is in {@code docs/benchmarks.md}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class CodecBenchmark {
    private static final int LONGEST = 64 * 1024;
    private static final long MICROS = 1_764_236_273_123_456L;

    private final HeartbeatParser parser = new HeartbeatParser();
    private final EmbeddedChannel reading = new EmbeddedChannel(new FrameDecoder(LONGEST));
    private final EmbeddedChannel writing = new EmbeddedChannel(new FrameEncoder());
    private InetSocketAddress v4;
    private InetSocketAddress v6;
    private ByteString mangledV4;
    private ByteString mangledV6;
    private byte[] heartbeat;
    private MemorySegment nativeHeartbeat;
    private RendezvousMessage request;
    private ByteBuf requestBytes;
    private ByteBuf framed;

    /** Makes what is read and written. */
    @Setup
    public void prepare() throws Exception {
        v4 = new InetSocketAddress(InetAddress.getByName("198.51.100.7"), 50_123);
        v6 = new InetSocketAddress(InetAddress.getByName("2001:db8::7"), 50_123);
        mangledV4 = ByteString.copyFrom(MangledAddress.encode(v4, MICROS));
        mangledV6 = ByteString.copyFrom(MangledAddress.encode(v6, MICROS));
        heartbeat = RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId("123456789").setSerial(1)).build().toByteArray();
        nativeHeartbeat = Arena.ofAuto().allocate(heartbeat.length);
        MemorySegment.copy(heartbeat, 0, nativeHeartbeat, ValueLayout.JAVA_BYTE, 0, heartbeat.length);
        request = RendezvousMessage.newBuilder()
                .setPunchHoleRequest(PunchHoleRequest.newBuilder().setId("123456789").setLicenceKey("k".repeat(44)))
                .build();
        requestBytes = Unpooled.directBuffer().writeBytes(request.toByteArray());
        framed = Unpooled.directBuffer();
        FrameHeader.write(framed, requestBytes.readableBytes());
        framed.writeBytes(requestBytes, requestBytes.readerIndex(), requestBytes.readableBytes());
    }

    /** An IPv4 address into a message. */
    @Benchmark
    public byte[] mangleV4() {
        return MangledAddress.encode(v4, MICROS);
    }

    /** An IPv6 address into a message. */
    @Benchmark
    public byte[] mangleV6() {
        return MangledAddress.encode(v6, MICROS);
    }

    /** An IPv4 address out of a message. */
    @Benchmark
    public Optional<InetSocketAddress> unmangleV4() {
        return MangledAddress.decode(mangledV4);
    }

    /** An IPv6 address out of a message. */
    @Benchmark
    public Optional<InetSocketAddress> unmangleV6() {
        return MangledAddress.decode(mangledV6);
    }

    /** A heartbeat where it lies. */
    @Benchmark
    public int heartbeatInPlace() {
        return parser.parse(nativeHeartbeat, 0, heartbeat.length) ? parser.idLength() : -1;
    }

    /** The same as a message. */
    @Benchmark
    public String heartbeatAsMessage() throws InvalidProtocolBufferException {
        return RendezvousMessage.parseFrom(heartbeat).getRegisterPeer().getId();
    }

    /** A request out of its payload. */
    @Benchmark
    public RendezvousMessage readRequest() {
        return RendezvousMessageCodec.read(requestBytes);
    }

    /** A request into its payload. */
    @Benchmark
    public int writeRequest() {
        ByteBuf written = RendezvousMessageCodec.write(request, reading.alloc());
        int length = written.readableBytes();
        written.release();
        return length;
    }

    /** A frame's payload out of what came over a connection, with Netty's pipeline around it. */
    @Benchmark
    public int readFrame() {
        reading.writeInbound(framed.retainedDuplicate());
        ByteBuf payload = reading.readInbound();
        int length = payload.readableBytes();
        payload.release();
        return length;
    }

    /** A payload into a frame, likewise. */
    @Benchmark
    public int writeFrame() {
        writing.writeOutbound(requestBytes.retainedDuplicate());
        int length = 0;
        for (ByteBuf part = writing.readOutbound(); part != null; part = writing.readOutbound()) {
            length += part.readableBytes();
            part.release();
        }
        return length;
    }

    /** Runs all, each in new JVMs. */
    @Test
    void measure() throws RunnerException {
        new Runner(new OptionsBuilder()
                .include(CodecBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build()).run();
    }
}
