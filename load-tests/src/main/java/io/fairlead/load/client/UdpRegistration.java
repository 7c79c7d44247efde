package io.fairlead.load.client;

import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's registration by UDP, protocol section 6: made, kept alive, made again when the server asks for the key.
 * What else the server sends is handed on.
 */
public final class UdpRegistration implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UdpRegistration.class);
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final DeviceProfile profile;
    private final UdpWire udp;
    private final Consumer<RendezvousMessage> pushes;
    private final CompletableFuture<Void> registered = new CompletableFuture<>();
    private volatile boolean keyConfirmed;
    private volatile boolean closed;

    /**
     * Not begun yet.
     *
     * @param profile who registers
     * @param udp     to the server; closed with this
     * @param pushes  gets all that is not about the registration; on the thread that {@link #start} makes
     */
    public UdpRegistration(DeviceProfile profile, UdpWire udp, Consumer<RendezvousMessage> pushes) {
        this.profile = profile;
        this.udp = udp;
        this.pushes = pushes;
    }

    /**
     * Begins, on a virtual thread. To be called once.
     *
     * @param thread names the thread
     */
    public void start(String thread) {
        Thread.ofVirtual().name(thread).start(this::run);
    }

    /**
     * Tells when the server has first confirmed the device.
     *
     * @return completes then; fails when the server refuses the device or this is closed before
     */
    public CompletableFuture<Void> registered() {
        return registered;
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
            default -> pushes.accept(message);
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
