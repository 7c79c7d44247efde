package io.fairlead.relay.leg;

import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.relay.RelayEvents.Refusal;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/** What a client's first frame comes to. */
sealed interface SessionRequest {
    /**
     * It asks for a session that it may ask for.
     *
     * @param uuid     the session
     * @param deviceId the device that it named; empty when none
     */
    record Asked(String uuid, String deviceId) implements SessionRequest {}

    /**
     * It does not.
     *
     * @param reason why
     */
    record Refused(Refusal reason) implements SessionRequest {}

    /** Judges a first frame; the buffer stays the caller's. */
    static SessionRequest of(ByteBuf bytes, InetSocketAddress from, RelayNode node) {
        if (bytes.readableBytes() > node.caps().maxRequestLength()) {
            // A message of a WebSocket may be as long as one of a session, and what it holds is kept while it waits.
            return new Refused(Refusal.MALFORMED);
        }
        RendezvousMessage message;
        try {
            message = RendezvousMessageCodec.read(bytes);
        } catch (MalformedMessageException e) {
            return new Refused(Refusal.MALFORMED);
        }
        RequestRelay request = message.getRequestRelay();
        if (!message.hasRequestRelay()) {
            return new Refused(Refusal.MALFORMED);
        } else if (!node.keys().admits(request.getLicenceKey())) {
            return new Refused(Refusal.LICENSE_MISMATCH);
        } else if (request.getUuid().isEmpty()) {
            return new Refused(Refusal.NO_UUID);
        } else if (node.blocklist().contains(from.getAddress())) {
            return new Refused(Refusal.BLOCKED);
        } else if (node.sessions().isDraining() && !node.parked().holds(request.getUuid())) {
            return new Refused(Refusal.DRAINING);
        }
        return new Asked(request.getUuid(), request.getId());
    }
}
