package io.fairlead.load.bench.drive;

import com.google.protobuf.ByteString;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.frame.FrameHeader;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** What the two sides of an introduction say, protocol section 8, and whether what they hear is right. */
final class PunchHoleMessages {
    private static final String VERSION = "1.4.3";
    /** Checking a signature takes the generator longer than all the rest. */
    private static final int VERIFIED = 1024;

    private final String key;
    private final String name;
    private long answers;

    PunchHoleMessages(Server server) {
        this.key = server.key();
        this.name = server.name();
    }

    /** The frame by which a device is asked for. */
    byte[] request(int device) {
        return Frames.of(RendezvousMessage.newBuilder()
                .setPunchHoleRequest(PunchHoleRequest.newBuilder()
                        .setId(DeviceIds.id(device))
                        .setLicenceKey(key)
                        .setNatType(NatType.ASYMMETRIC)
                        .setVersion(VERSION))
                .build());
    }

    /** The frame by which a device answers a push. */
    byte[] sent(int device, PunchHole push) {
        return Frames.of(RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder()
                        .setSocketAddr(push.getSocketAddr())
                        .setId(DeviceIds.id(device))
                        .setRelayServer(push.getRelayServer())
                        .setNatType(NatType.ASYMMETRIC)
                        .setVersion(VERSION))
                .build());
    }

    /** The requester that a push names. */
    Address requester(PunchHole push) throws IOException {
        return Address.of(MangledAddress.decode(push.getSocketAddr()).filter(MangledAddress::isPresent)
                .orElseThrow(() -> new IOException(name + ": a push without a requester's address")));
    }

    /** The answer in what a requester has received; empty when there is only what comes before it. */
    Optional<PunchHoleResponse> answer(byte[] received) throws IOException {
        ByteBuf rest = Unpooled.wrappedBuffer(received);
        while (rest.isReadable()) {
            int headerLength = FrameHeader.headerLength(rest.getByte(rest.readerIndex()));
            if (rest.readableBytes() < headerLength) {
                throw new IOException(name + ": half a frame");
            }
            int length = FrameHeader.payloadLength(rest, rest.readerIndex(), headerLength);
            rest.skipBytes(headerLength);
            if (rest.readableBytes() < length) {
                throw new IOException(name + ": " + rest.readableBytes() + " bytes of a frame of " + length);
            }
            RendezvousMessage message = RendezvousMessage.parseFrom(rest.nioBuffer(rest.readerIndex(), length));
            rest.skipBytes(length);
            if (message.hasPunchHoleResponse()) {
                return Optional.of(message.getPunchHoleResponse());
            }
            if (!message.hasKeyExchange() && length > 0) {
                throw new IOException(name + ": a request was answered " + message.getUnionCase());
            }
        }
        return Optional.empty();
    }

    /** Fails unless an answer introduces a device at an address; one in some has its signature checked. */
    void checkIntroduction(PunchHoleResponse answer, int device, int ip) throws IOException {
        Optional<Address> at = MangledAddress.decode(answer.getSocketAddr()).filter(MangledAddress::isPresent)
                .map(Address::of);
        if (at.isEmpty()) {
            throw new IOException(name + ": the introduction was refused: " + answer.getFailure()
                    + answer.getOtherFailure());
        }
        if (at.get().ip() != ip) {
            throw new IOException(name + ": introduced to " + at.get() + " (expected: the device at "
                    + new Address(ip, 0).host() + ")");
        }
        if (answers++ % VERIFIED == 0 && !key.isEmpty()) {
            verify(answer.getPk(), device);
        }
    }

    private void verify(ByteString signed, int device) throws IOException {
        boolean genuine = SignedIdentity.open(signed.toByteArray(), Base64.getDecoder().decode(key))
                .filter(identity -> identity.getId().equals(DeviceIds.id(device)))
                .filter(identity -> identity.getPk().equals(DeviceIds.key(device)))
                .isPresent();
        if (!genuine) {
            throw new IOException(name + ": the server does not vouch for device " + device);
        }
    }

    /** Fails unless an answer says that a device is offline. */
    void checkRefusal(PunchHoleResponse answer) throws IOException {
        if (!answer.getSocketAddr().isEmpty() || answer.getFailure() != PunchHoleResponse.Failure.OFFLINE) {
            throw new IOException(name + ": a request for a device that is offline was answered " + answer.getFailure()
                    + answer.getOtherFailure());
        }
    }
}
