package io.fairlead.rendezvous.registration;

import io.fairlead.protocol.message.RegisterPeerResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.config.ClientUpdate;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What sockets need to answer devices' heartbeats by themselves. */
public final class Heartbeats {
    private static final RendezvousMessage KNOWN = RendezvousMessage.newBuilder()
            .setRegisterPeerResponse(RegisterPeerResponse.getDefaultInstance())
            .build();

    private final HeldDevices devices;
    private final ClientUpdate update;
    private final RegistrationEvents events;
    private final LongSupplier clock;

    /**
     * Answers for the devices that a node holds.
     *
     * @param devices those
     * @param update  what devices with a smaller serial are told
     * @param events  who hears how many were answered
     * @param clock   monotonic time, in nanoseconds
     */
    public Heartbeats(HeldDevices devices, ClientUpdate update, RegistrationEvents events, LongSupplier clock) {
        this.devices = devices;
        this.update = update;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes what the one thread uses that receives at a socket.
     *
     * @param socket the socket
     * @param most   datagrams that are read before they are taken, at least 1
     * @return a reader of its datagrams
     */
    public HeartbeatReader reader(DatagramSender socket, int most) {
        return new HeartbeatReader(devices.table(), devices.socket(socket), update.serial(), events, clock, most);
    }

    /**
     * Says what a device is told whose heartbeat was taken.
     *
     * @return the message, without a frame
     */
    public static byte[] known() {
        return KNOWN.toByteArray();
    }

    /**
     * Says what a device is told besides whose serial number is smaller than the operator's.
     *
     * @return the message; empty when no number is
     */
    public Optional<byte[]> update() {
        return update.serial() == 0
                ? Optional.empty()
                : Optional.of(RendezvousMessage.newBuilder()
                        .setConfigureUpdate(Updates.configUpdate(update))
                        .build()
                        .toByteArray());
    }
}
