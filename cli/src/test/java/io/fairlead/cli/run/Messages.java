package io.fairlead.cli.run;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Messages as clients send them. */
final class Messages {
    static final ByteString UUID = ByteString.copyFromUtf8("0123456789abcdef");
    static final ByteString KEY = ByteString.copyFrom(new byte[32]);
    private static final AtomicInteger IDS = new AtomicInteger(600_000_000);

    private Messages() {}

    /** An id that no other test uses. */
    static String freshId() {
        return String.valueOf(IDS.incrementAndGet());
    }

    static RendezvousMessage registerPk(String id) {
        return registerPk(id, UUID);
    }

    static RendezvousMessage registerPk(String id, ByteString uuid) {
        return RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId(id).setUuid(uuid).setPk(KEY))
                .build();
    }

    static RendezvousMessage registerPeer(String id) {
        return RendezvousMessage.newBuilder().setRegisterPeer(RegisterPeer.newBuilder().setId(id)).build();
    }

    static RendezvousMessage changeId(String oldId, String newId, ByteString uuid) {
        return RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId(newId).setOldId(oldId).setUuid(uuid))
                .build();
    }

    static PunchHoleRequest.Builder punchHole(String id, String key) {
        return PunchHoleRequest.newBuilder().setId(id).setLicenceKey(key).setVersion("1.4.3");
    }

    static RendezvousMessage message(PunchHoleRequest.Builder request) {
        return RendezvousMessage.newBuilder().setPunchHoleRequest(request).build();
    }

    static RendezvousMessage message(PunchHoleSent.Builder sent) {
        return RendezvousMessage.newBuilder().setPunchHoleSent(sent).build();
    }

    static PunchHoleSent.Builder punchHoleSent(InetSocketAddress requester, String id) {
        return PunchHoleSent.newBuilder()
                .setSocketAddr(MangledAddress.encode(requester))
                .setId(id)
                .setVersion("1.4.3");
    }

    static RendezvousMessage requestRelay(String id, String relay) {
        return RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setId(id).setUuid("session").setRelayServer(relay))
                .build();
    }
}
