package io.fairlead.rendezvous.query;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.OnlineResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.SoftwareUpdate;
import io.fairlead.protocol.message.TestNatRequest;
import io.fairlead.protocol.message.TestNatResponse;
import io.fairlead.rendezvous.config.ClientUpdate;
import io.fairlead.rendezvous.registration.Updates;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Answers questions. Methods return at once and may be called from event loops. */
public final class QueryService {
    private final PeerRegistry registry;
    private final ClientUpdate update;
    private final Predicate<String> proves;
    private final BiPredicate<String, String> visible;

    /**
     * Answers from a registry.
     *
     * @param registry who is online
     * @param update   what clients with a smaller serial are told
     * @param proves   whether who calls itself by an id is shown what others are not, so that it is believed only
     *                 where that device is registered from
     * @param visible  whether who calls itself by the first id, or by none, may know of the second, which is online
     */
    public QueryService(
            PeerRegistry registry,
            ClientUpdate update,
            Predicate<String> proves,
            BiPredicate<String, String> visible) {
        this.registry = registry;
        this.update = update;
        this.proves = proves;
        this.visible = visible;
    }

    /**
     * Says which of a list of devices are online. When the store does not answer nothing is said, so that the client
     * keeps what it knew instead of seeing everybody offline.
     *
     * @param request the devices
     * @param from    where the client is
     * @param answer  gets the answer, at once or when the store has answered
     */
    public void online(OnlineRequest request, InetAddress from, Consumer<RendezvousMessage> answer) {
        if (proves.test(request.getId())) {
            registry.locate(request.getId())
                    .thenAccept(located -> online(request, isAt(located, from) ? request.getId() : "", answer));
        } else {
            online(request, request.getId(), answer);
        }
    }

    private static boolean isAt(Located located, InetAddress from) {
        return located instanceof Located.Known known
                && known.route().filter(route -> route.observed().getAddress().equals(from)).isPresent();
    }

    private void online(OnlineRequest request, String asker, Consumer<RendezvousMessage> answer) {
        int asked = request.getPeersCount();
        registry.online(request.getPeersList()).thenAccept(states -> {
            if (states instanceof OnlineStates.Answered answered) {
                BitSet shown = (BitSet) answered.online().clone();
                answered.online().stream()
                        .filter(i -> i < asked && !visible.test(asker, request.getPeers(i)))
                        .forEach(shown::clear);
                answer.accept(RendezvousMessage.newBuilder()
                        .setOnlineResponse(OnlineResponse.newBuilder().setStates(states(shown, asked)))
                        .build());
            }
        });
    }

    /** One bit per device, the most significant first; the client reads as many bytes as it asked bits for. */
    static ByteString states(BitSet online, int asked) {
        byte[] bytes = new byte[(asked + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = online.nextSetBit(0); i >= 0 && i < asked; i = online.nextSetBit(i + 1)) {
            bytes[i / Byte.SIZE] |= (byte) (0x80 >>> i % Byte.SIZE);
        }
        return ByteString.copyFrom(bytes);
    }

    /**
     * Tells a client the port that it is seen at.
     *
     * @param request the client's request
     * @param port    its source port
     * @return the answer
     */
    public RendezvousMessage natTest(TestNatRequest request, int port) {
        TestNatResponse.Builder response = TestNatResponse.newBuilder().setPort(port);
        if (update.serial() > request.getSerial()) {
            response.setCu(Updates.configUpdate(update));
        }
        return RendezvousMessage.newBuilder().setTestNatResponse(response).build();
    }

    /**
     * Tells a client the port that its UDP socket is seen at, and nothing more, as anybody can forge the question.
     *
     * @param port its source port
     * @return the answer
     */
    public static RendezvousMessage natTest(int port) {
        return RendezvousMessage.newBuilder()
                .setTestNatResponse(TestNatResponse.newBuilder().setPort(port))
                .build();
    }

    /**
     * Tells a client where a newer one is to be had.
     *
     * @param request what the client has, by its version
     * @return empty when nothing is configured, or the client has it
     */
    public Optional<RendezvousMessage> softwareUpdate(SoftwareUpdate request) {
        String url = update.softwareUrl();
        if (url.isEmpty() || (!request.getUrl().isEmpty() && url.endsWith(request.getUrl()))) {
            return Optional.empty();
        }
        return Optional.of(RendezvousMessage.newBuilder()
                .setSoftwareUpdate(SoftwareUpdate.newBuilder().setUrl(url))
                .build());
    }
}
