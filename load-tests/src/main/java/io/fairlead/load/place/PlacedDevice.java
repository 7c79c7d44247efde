package io.fairlead.load.place;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final DeviceProfile profile;
    private final UdpWire udp;
    private final DevicePushes pushes;
    private final CompletableFuture<Void> registered = new CompletableFuture<>();
    private volatile boolean keyConfirmed;
    private volatile boolean closed;

    private PlacedDevice(DeviceProfile profile, UdpWire udp, DevicePushes pushes) {
        this.profile = profile;
        this.udp = udp;
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
        Thread.ofVirtual().name("placed-" + profile.id()).start(device::run);
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
            registered.get(patience.toMillis(), TimeUnit.MILLISECONDS);
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

    private void run() {
        long due = System.nanoTime();
        while (!closed) {
            try {
                if (System.nanoTime() - due >= 0) {
                    register();
                    due = System.nanoTime() + (keyConfirmed ? profile.heartbeat() : RETRY).toNanos();
                }
                on(udp.receive(Duration.ofNanos(Math.max(1_000_000, due - System.nanoTime()))));
            } catch (SocketTimeoutException e) {
                log.atTrace().addKeyValue("id", profile.id()).log("heartbeat due");
            } catch (IOException e) {
                if (!closed) {
                    // A server that is down answers with ICMP; real clients go on all the same.
                    log.atDebug().addKeyValue("id", profile.id()).setCause(e).log("device's socket");
                }
            }
        }
        registered.completeExceptionally(new IOException("the device was closed before it was registered"));
    }

    private void register() throws IOException {
        RendezvousMessage.Builder message = RendezvousMessage.newBuilder();
        udp.send(keyConfirmed
                ? message.setRegisterPeer(RegisterPeer.newBuilder().setId(profile.id())).build()
                : message.setRegisterPk(RegisterPk.newBuilder()
                        .setId(profile.id())
                        .setUuid(profile.uuid())
                        .setPk(profile.publicKey()))
                        .build());
    }

    private void on(RendezvousMessage message) throws IOException {
        switch (message.getUnionCase()) {
            case REGISTER_PEER_RESPONSE -> {
                if (message.getRegisterPeerResponse().getRequestPk()) {
                    keyConfirmed = false;
                    register();
                }
            }
            case REGISTER_PK_RESPONSE -> confirmed(message.getRegisterPkResponse());
            case PUNCH_HOLE -> pushes.punch(message.getPunchHole());
            case FETCH_LOCAL_ADDR -> pushes.local(message.getFetchLocalAddr());
            case REQUEST_RELAY -> pushes.relay(message.getRequestRelay());
            default ->
                log.atDebug().addKeyValue("kind", message.getUnionCase()).log("device passes a message over");
        }
    }

    private void confirmed(RegisterPkResponse response) {
        if (response.getResult() == RegisterPkResponse.Result.OK) {
            keyConfirmed = true;
            registered.complete(null);
        } else {
            registered.completeExceptionally(new IOException("registration refused: " + response.getResult()));
        }
    }

    @Override
    public void close() {
        closed = true;
        udp.close();
    }
}
