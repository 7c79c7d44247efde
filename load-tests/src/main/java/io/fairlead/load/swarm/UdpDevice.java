package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A device that sends heartbeats by UDP: when the last answer is old enough, and again while there is none. */
final class UdpDevice extends Device {
    private final UdpWire udp;
    private boolean keyConfirmed;

    UdpDevice(Target target, DeviceProfile profile, Tally tally) throws IOException {
        super(target, profile, tally);
        this.udp = new UdpWire(target.rendezvous(), new InetSocketAddress(profile.source(), 0));
    }

    @Override
    long longestSilence() {
        return SwarmPlan.HEARTBEAT.plus(SwarmPlan.RETRY).toMillis();
    }

    @Override
    void run() {
        long due = System.nanoTime();
        while (true) {
            try {
                if (System.nanoTime() - due >= 0) {
                    register();
                    // Until an answer comes.
                    due = System.nanoTime() + SwarmPlan.RETRY.toNanos();
                }
                if (on(udp.receive(Duration.ofNanos(Math.max(1_000_000, due - System.nanoTime()))))) {
                    due = System.nanoTime() + SwarmPlan.HEARTBEAT.toNanos();
                }
            } catch (SocketTimeoutException e) {
                // The heartbeat is due.
            } catch (IOException e) {
                // A node that is down answers with ICMP; clients go on all the same.
                tally.count("device.unreachable", 1);
            }
        }
    }

    private void register() throws IOException {
        tally.count("heartbeat.sent", 1);
        udp.send(keyConfirmed
                ? RendezvousMessage.newBuilder()
                        .setRegisterPeer(RegisterPeer.newBuilder().setId(profile.id()).setSerial(Integer.MAX_VALUE))
                        .build()
                : registerPk());
    }

    /** Whether the device is content with it until the next heartbeat. */
    private boolean on(RendezvousMessage message) throws IOException {
        return switch (message.getUnionCase()) {
            case REGISTER_PEER_RESPONSE -> heartbeatAnswered(message.getRegisterPeerResponse().getRequestPk());
            case REGISTER_PK_RESPONSE -> {
                heard();
                keyConfirmed = confirmed(message.getRegisterPkResponse());
                yield keyConfirmed;
            }
            default -> {
                answers.on(message);
                yield false;
            }
        };
    }

    private boolean heartbeatAnswered(boolean keyWanted) throws IOException {
        heard();
        tally.count("heartbeat.answered", 1);
        if (keyWanted) {
            tally.count("heartbeat.key_wanted", 1);
            keyConfirmed = false;
            register();
        }
        return !keyWanted;
    }
}
