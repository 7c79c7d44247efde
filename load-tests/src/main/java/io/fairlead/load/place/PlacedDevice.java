package io.fairlead.load.place;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.UdpRegistration;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controlled client in its place (B), protocol sections 6 and 8: finds out what its NAT does, registers by UDP, keeps
 * its registration alive and answers pushes as {@link DevicePushes} says, many at once.
 */
public final class PlacedDevice implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlacedDevice.class);

    private final DeviceProfile profile;
    private final UdpRegistration registration;
    private final DevicePushes pushes;

    private PlacedDevice(DeviceProfile profile, UdpWire udp, DevicePushes pushes) {
        this.profile = profile;
        this.registration = new UdpRegistration(profile, udp, this::on);
        this.pushes = pushes;
    }

    /**
     * Starts a device, which begins to register.
     *
     * @param host     where
     * @param settings what its user has entered
     * @return the device, which has a random id
     * @throws IOException when the server's name means nothing there or it does not answer the NAT test
     */
    public static PlacedDevice start(Host host, ClientSettings settings) throws IOException {
        ClientSockets sockets = new ClientSockets(host, settings);
        DeviceProfile profile = DeviceProfile.random(new Random(new SecureRandom().nextLong()),
                InetAddress.getLoopbackAddress());
        NatType nat = sockets.natTest();
        UdpWire udp = sockets.datagrams();
        PlacedDevice device = new PlacedDevice(profile, udp,
                new DevicePushes(profile, settings, sockets, nat, sockets.isServerIpv6()));
        device.registration.start("placed-" + profile.id());
        return device;
    }

    /**
     * Gives its id.
     *
     * @return nine digits
     */
    public String id() {
        return profile.id();
    }

    /**
     * Waits until the server has confirmed it.
     *
     * @param patience how long at most
     * @return this
     * @throws IOException when the server refuses it or does not answer in time
     */
    public PlacedDevice awaitRegistered(Duration patience) throws IOException {
        try {
            registration.registered().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no registration in " + patience.toSeconds() + " s", e);
        }
    }

    /**
     * Tells its side of a session.
     *
     * @param session  a relayed session's uuid, a direct one's seed
     * @param patience how long at most to wait until it has ended
     * @return what is known of it then
     */
    Outcome.DeviceSide side(String session, Duration patience) {
        return pushes.side(session, patience);
    }

    private void on(RendezvousMessage message) {
        switch (message.getUnionCase()) {
            case PUNCH_HOLE -> pushes.punch(message.getPunchHole());
            case FETCH_LOCAL_ADDR -> pushes.local(message.getFetchLocalAddr());
            case REQUEST_RELAY -> pushes.relay(message.getRequestRelay());
            default ->
                log.atDebug().addKeyValue("kind", message.getUnionCase()).log("device passes a message over");
        }
    }

    @Override
    public void close() {
        registration.close();
    }
}
