package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.traffic.Side;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.FetchLocalAddr;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * How devices answer what a server pushes to them, protocol section 8: by a new connection to the server, or by UDP
 * when a hole is to be punched for it, and by going to the relay. Safe for use by any thread.
 */
final class DeviceAnswers implements Pushed {
    private static final int RELAY_PORT = 21_117;
    private static final int LOCAL_PORT = 50_000;

    private final FleetPlan plan;
    private final Identities identities;
    private final Homes homes;
    private final Dialer dialer;
    private final SessionNames names;
    private final SessionLegs legs;
    private final IntroductionMeters meters;
    /** Says something by UDP from a new port of a device. */
    private final ObjIntConsumer<byte[]> punch;

    DeviceAnswers(FleetPlan plan, Homes homes, Dialer dialer, SessionNames names, SessionLegs legs,
            IntroductionMeters meters, ObjIntConsumer<byte[]> punch) {
        this.plan = plan;
        this.identities = new Identities(plan.seed());
        this.homes = homes;
        this.dialer = dialer;
        this.names = names;
        this.legs = legs;
        this.meters = meters;
        this.punch = punch;
    }

    private boolean isWebSocket(int device) {
        return device >= plan.udp() + plan.tcp();
    }

    @Override
    public void pushed(int device, RendezvousMessage message) {
        switch (message.getUnionCase()) {
            case PUNCH_HOLE -> punchHole(device, message.getPunchHole());
            case FETCH_LOCAL_ADDR -> local(device, message.getFetchLocalAddr());
            case REQUEST_RELAY -> relay(device, message.getRequestRelay());
            default -> {
                // Clients pass over what is not for them to answer.
                return;
            }
        }
        meters.pushed();
    }

    private String id(int device) {
        return identities.id(plan.firstDevice() + device);
    }

    private void punchHole(int device, PunchHole push) {
        if (push.getNatType() == NatType.SYMMETRIC || push.getForceRelay() || isWebSocket(device)) {
            String uuid = names.next();
            answer(device, RendezvousMessage.newBuilder()
                    .setRelayResponse(RelayResponse.newBuilder()
                            .setSocketAddr(push.getSocketAddr())
                            .setUuid(uuid)
                            .setRelayServer(push.getRelayServer())
                            .setId(id(device))
                            .setVersion(ClientVersion.CURRENT.text()))
                    .build());
            open(device, uuid, push.getRelayServer());
            return;
        }
        RendezvousMessage sent = RendezvousMessage.newBuilder()
                .setPunchHoleSent(PunchHoleSent.newBuilder()
                        .setSocketAddr(push.getSocketAddr())
                        .setId(id(device))
                        .setRelayServer(push.getRelayServer())
                        .setNatType(NatType.ASYMMETRIC)
                        .setVersion(ClientVersion.CURRENT.text()))
                .build();
        if (push.getUdpPort() > 0 && device < plan.udp()) {
            punch.accept(sent.toByteArray(), device);
        } else {
            answer(device, sent);
        }
    }

    private void local(int device, FetchLocalAddr push) {
        answer(device, RendezvousMessage.newBuilder()
                .setLocalAddr(LocalAddr.newBuilder()
                        .setSocketAddr(push.getSocketAddr())
                        .setLocalAddr(MangledAddress.encode(
                                new Address(homes.ip(device), LOCAL_PORT).socketAddress()))
                        .setRelayServer(push.getRelayServer())
                        .setId(id(device))
                        .setVersion(ClientVersion.CURRENT.text()))
                .build());
    }

    private void relay(int device, RequestRelay push) {
        answer(device, RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder()
                        .setSocketAddr(push.getSocketAddr())
                        .setVersion(ClientVersion.CURRENT.text()))
                .build());
        open(device, push.getUuid(), push.getRelayServer());
    }

    private void open(int device, String uuid, String relayServer) {
        leg(names, Side.DEVICE, uuid, relay(dialer, relayServer), isWebSocket(device), homes.ip(device))
                .ifPresentOrElse(legs::open, meters::strangeSession);
    }

    static Optional<SessionLegs.Leg> leg(SessionNames names, Side side, String uuid,
            InetSocketAddress relay, boolean webSocket, int from) {
        return names.number(uuid).map(number -> new SessionLegs.Leg(side, number, uuid, relay, webSocket, from));
    }

    /** Told no relay, a client takes the one beside its ID server, protocol section 8. */
    static InetSocketAddress relay(Dialer dialer, String told) {
        HostPort at = told.isEmpty()
                ? new HostPort(dialer.target().host(), dialer.target().port() + 1)
                : HostPort.parse(told, RELAY_PORT);
        return InetSocketAddress.createUnresolved(at.host(), at.port());
    }

    private void answer(int device, RendezvousMessage message) {
        Saying saying = new Saying(message);
        int from = homes.ip(device);
        (isWebSocket(device) ? dialer.webSocket(from, saying) : dialer.tcp(from, saying)).addListener(done -> {
            if (!done.isSuccess()) {
                meters.answerNotSent();
            }
        });
    }

    /** Says one thing on a new connection, and closes it. */
    private static final class Saying extends Talk {
        private final RendezvousMessage message;

        Saying(RendezvousMessage message) {
            this.message = message;
        }

        @Override
        void ready(ChannelHandlerContext context) {
            context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object heard) {
            // Nothing is expected.
        }
    }
}
