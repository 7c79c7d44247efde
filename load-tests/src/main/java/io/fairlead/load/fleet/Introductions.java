package io.fairlead.load.fleet;

import io.fairlead.load.traffic.Side;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * What controllers do to reach a device, protocol section 8: they ask, try the direct way, and fall back to a relay,
 * by a new connection and with a new name each of up to three times. Safe for use by any thread.
 */
final class Introductions {
    private static final int RELAY_TRIES = 3;
    private static final String NOT_CONNECTED = "cannot connect";

    private final Dialer dialer;
    private final SessionNames names;
    private final SessionLegs legs;
    private final IntroductionMeters meters;
    /** Whether a device of this process is registered, as far as it knows. */
    private final IntPredicate online;

    Introductions(Dialer dialer, SessionNames names, SessionLegs legs, IntroductionMeters meters,
            IntPredicate online) {
        this.dialer = dialer;
        this.names = names;
        this.legs = legs;
        this.meters = meters;
        this.online = online;
    }

    void begin(Wish wish) {
        meters.asked(wish.intended(), System.nanoTime());
        ask(wish, wish.punchHoleRequest(dialer.target().key()), Asking.INTRODUCTION_SECONDS, new Asked(wish));
    }

    private void ask(Wish wish, RendezvousMessage request, List<Long> patience, Asking.Outcome outcome) {
        Asking asking = new Asking(request, patience, outcome);
        ChannelFuture connecting = wish.webSocket()
                ? dialer.webSocket(wish.from(), asking)
                : dialer.tcp(wish.from(), asking);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                asking.fail(NOT_CONNECTED);
            }
        });
    }

    /** Waits for the introduction. */
    private final class Asked implements Asking.Outcome {
        private final Wish wish;

        Asked(Wish wish) {
            this.wish = wish;
        }

        @Override
        public void answered(RendezvousMessage answer, long now) {
            switch (answer.getUnionCase()) {
                case PUNCH_HOLE_RESPONSE -> introduced(wish, answer.getPunchHoleResponse(), now);
                case RELAY_RESPONSE -> relayed(wish, answer.getRelayResponse(), now);
                default -> failed("odd answer");
            }
        }

        @Override
        public void repeated() {
            meters.repeated();
        }

        @Override
        public void failed(String what) {
            meters.failed("introduction: " + what);
        }
    }

    private void introduced(Wish wish, PunchHoleResponse answer, long now) {
        if (answer.getSocketAddr().isEmpty()) {
            refused(wish, answer, now);
            return;
        }
        meters.direct(answer.getIsLocal(), wish.intended(), now);
        verify(wish, answer.getPk().toByteArray());
        if (!wish.reachable()) {
            meters.fellBack();
            askForRelay(wish, answer.getRelayServer(), now, 1);
        }
    }

    private void refused(Wish wish, PunchHoleResponse answer, long now) {
        String why = answer.getOtherFailure().isEmpty()
                ? answer.getFailure().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : "other failure";
        boolean gone = answer.getOtherFailure().isEmpty()
                && (answer.getFailure() == PunchHoleResponse.Failure.ID_NOT_EXIST
                        || answer.getFailure() == PunchHoleResponse.Failure.OFFLINE);
        if (gone && wish.device() == Homes.NOBODY) {
            meters.refusedRightly(wish.intended(), now);
        } else if (gone && !online.test(wish.device())) {
            meters.deviceLeft();
        } else {
            meters.failed("introduction: " + why);
        }
    }

    private void relayed(Wish wish, RelayResponse answer, long now) {
        meters.relayed(wish.intended(), now);
        verify(wish, answer.getPk().toByteArray());
        goToRelay(wish, answer.getUuid(), answer.getRelayServer());
    }

    private void verify(Wish wish, byte[] signed) {
        if (!wish.verified() || dialer.target().key().isEmpty()) {
            return;
        }
        if (signed.length == 0) {
            meters.unsigned();
        } else if (SignedIdentity.open(signed, Base64.getDecoder().decode(dialer.target().key()))
                .filter(known -> known.getId().equals(wish.id())).isEmpty()) {
            meters.failed("introduction: identity not signed by the server");
        }
    }

    private void askForRelay(Wish wish, String relayServer, long wanted, int attempt) {
        String uuid = names.next();
        ask(wish, wish.requestRelay(uuid, relayServer, dialer.target().key()), Asking.RELAY_SECONDS,
                new Asking.Outcome() {
                    @Override
                    public void answered(RendezvousMessage answer, long now) {
                        if (!answer.hasRelayResponse() || !answer.getRelayResponse().getRefuseReason().isEmpty()) {
                            failed("refused");
                            return;
                        }
                        meters.relayAnswered(wanted, now);
                        String told = answer.getRelayResponse().getRelayServer();
                        goToRelay(wish, uuid, told.isEmpty() ? relayServer : told);
                    }

                    @Override
                    public void repeated() {
                        meters.repeated();
                    }

                    @Override
                    public void failed(String what) {
                        if (attempt < RELAY_TRIES) {
                            meters.repeated();
                            askForRelay(wish, relayServer, wanted, attempt + 1);
                        } else {
                            meters.failed("relay request: " + what);
                        }
                    }
                });
    }

    private void goToRelay(Wish wish, String uuid, String relayServer) {
        InetSocketAddress relay = DeviceAnswers.relay(dialer, relayServer);
        DeviceAnswers.leg(names, Side.CONTROLLER, uuid, relay, wish.webSocket(), wish.from())
                .ifPresentOrElse(legs::open, meters::strangeSession);
    }
}
