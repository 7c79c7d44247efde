package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.StoreOutcome;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPeerResponse;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.config.ClientUpdate;
import io.fairlead.rendezvous.limit.AddressLimiter;
import io.fairlead.rendezvous.limit.IdLimiter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Registers devices, protocol section 6.
 *
 * <p>A heartbeat of a device that is held here is answered from memory. Whatever needs the store is answered when the
 * store has answered, over the same path; a store that fails is SERVER_ERROR or silence, never UUID_MISMATCH, on which
 * a client throws its id away. Safe for use by any thread.
 */
public final class RegistrationService {
    /** Two devices that claim one id at the same time settle it in the second look; a third is for bad luck. */
    private static final int MOST_ATTEMPTS = 3;

    private static final RendezvousMessage KNOWN = RendezvousMessage.newBuilder()
            .setRegisterPeerResponse(RegisterPeerResponse.getDefaultInstance())
            .build();
    private static final RendezvousMessage ASK_FOR_KEY = RendezvousMessage.newBuilder()
            .setRegisterPeerResponse(RegisterPeerResponse.newBuilder().setRequestPk(true))
            .build();

    private final PeerRegistry registry;
    private final AddressLimiter addressLimiter;
    private final IdLimiter idLimiter;
    private final ClientUpdate update;
    private final Duration keepAlive;
    private final RegistrationEvents events;
    private final LongSupplier clock;
    private final HeldDevices devices;
    private final Enrolments enrolments;
    private final IpChanges ipChanges;
    private final UnknownIds unknown = new UnknownIds();
    private final Semaphore pending;

    /**
     * What the operator decided.
     *
     * @param update      what devices with a smaller serial are told
     * @param keepAlive   a device on a connection is told to expect a sign of life at least so often
     * @param mostPending registrations that may wait for the store at once
     */
    public record Rules(ClientUpdate update, Duration keepAlive, int mostPending) {}

    /**
     * Puts the service together.
     *
     * @param rules          what the operator decided
     * @param registry       identities; not closed by this
     * @param devices        this node's devices
     * @param enrolments     whom the operator lets register
     * @param addressLimiter limits by IP address
     * @param idLimiter      limits by id
     * @param events         who hears of it
     * @param ipChanges      filled with the changes of devices' IP addresses
     * @param clock          monotonic time, in nanoseconds
     */
    public RegistrationService(
            Rules rules,
            PeerRegistry registry,
            HeldDevices devices,
            Enrolments enrolments,
            AddressLimiter addressLimiter,
            IdLimiter idLimiter,
            RegistrationEvents events,
            IpChanges ipChanges,
            LongSupplier clock) {
        this.update = rules.update();
        this.keepAlive = rules.keepAlive();
        this.registry = registry;
        this.addressLimiter = addressLimiter;
        this.idLimiter = idLimiter;
        this.events = events;
        this.ipChanges = ipChanges;
        this.clock = clock;
        this.devices = devices;
        this.enrolments = enrolments;
        this.pending = new Semaphore(rules.mostPending());
    }

    /**
     * Takes a heartbeat and answers it over {@code path}.
     *
     * @param message the heartbeat
     * @param path    where it came from
     */
    public void heartbeat(RegisterPeer message, DevicePath path) {
        String id = message.getId();
        if (enrolments.blocks(id)) {
            // Its RegisterPk tells it so.
            askForKey(path);
            return;
        }
        Optional<Device> held = devices.find(id);
        if (held.isPresent() && isConnected(held.get())) {
            // A datagram's source is easily forged. A device that has left its connection for UDP proves itself by its
            // key.
            askForKey(path);
            return;
        }
        if (held.isPresent() && held.get().who().acceptsHeartbeat(from(path))) {
            devices.heard(held.get(), path);
            dropIfBlocked(id);
            answerHeartbeat(message, path);
            return;
        }
        if (id.isEmpty() || !pending.tryAcquire()) {
            events.overloaded();
            return;
        }
        registry.locate(id).thenAccept(located -> {
            pending.release();
            resume(message, path, located);
        }).whenComplete(this::report);
    }

    /**
     * To be called when a device is held: it may have been blocked since it was looked up. Later heartbeats from the
     * same address do not ask again.
     */
    private void dropIfBlocked(String id) {
        if (enrolments.blocks(id)) {
            devices.drop(id);
        }
    }

    private static boolean isConnected(Device device) {
        return device.path().transport() != Transport.UDP && device.path().isOpen();
    }

    private void resume(RegisterPeer message, DevicePath path, Located located) {
        switch (located) {
            case Located.Known known when KeyRules.acceptsHeartbeat(known.identity(), from(path))
                    && !isConnectedElsewhere(known.route())
                    && !enrolments.blocks(message.getId(), known.identity().uuid()) -> {
                devices.hold(known.identity(), path);
                dropIfBlocked(message.getId());
                events.registration(
                        message.getId(), path.observed(), path.transport(), RegistrationOutcome.RESUMED);
                answerHeartbeat(message, path);
            }
            case Located.Known _ -> askForKey(path);
            case Located.Unknown _ -> {
                unknown.note(message.getId(), clock.getAsLong());
                askForKey(path);
            }
            // Silence: the device repeats its heartbeat after 3 s.
            case Located.Unavailable _ ->
                events.registration(
                        message.getId(), path.observed(), path.transport(), RegistrationOutcome.STORE_FAILED);
        }
    }

    private void askForKey(DevicePath path) {
        events.heartbeat(false);
        path.send(ASK_FOR_KEY);
    }

    /** As of a device that is connected here, a forged datagram must not take its route. */
    private static boolean isConnectedElsewhere(Optional<Route> route) {
        return route.filter(held -> held.transport() != Transport.UDP).isPresent();
    }

    /** Only devices whose address is confirmed get here, so the longer answer reflects to nobody. */
    private void answerHeartbeat(RegisterPeer message, DevicePath path) {
        events.heartbeat(true);
        path.send(KNOWN);
        if (update.serial() > message.getSerial()) {
            path.send(RendezvousMessage.newBuilder()
                    .setConfigureUpdate(Updates.configUpdate(update))
                    .build());
        }
    }

    /**
     * Takes a device's key and answers it over {@code path}.
     *
     * @param message the key
     * @param path    where it came from
     */
    public void key(RegisterPk message, DevicePath path) {
        Optional<KeyDecision> malformed = KeyRules.checkForm(message);
        if (malformed.isPresent()) {
            conclude(message, path, malformed.get());
            return;
        }
        if (!addressLimiter.admit(from(path), message.getId(), clock.getAsLong())) {
            conclude(message, path, new KeyDecision.Refuse(Result.TOO_FREQUENT));
            return;
        }
        if (!pending.tryAcquire()) {
            events.overloaded();
            return;
        }
        decide(message, path, MOST_ATTEMPTS).thenAccept(decision -> {
            pending.release();
            conclude(message, path, decision);
        }).whenComplete(this::report);
    }

    /** A stage's own mistakes would vanish otherwise. */
    private void report(Object ignored, Throwable failure) {
        if (failure != null) {
            events.failed(failure);
        }
    }

    private CompletionStage<KeyDecision> decide(RegisterPk message, DevicePath path, int attempts) {
        // Should it have come meanwhile, the store says so when it is to be stored.
        CompletionStage<Located> lookup = unknown.take(message.getId(), clock.getAsLong())
                ? CompletableFuture.completedStage(new Located.Unknown())
                : registry.locate(message.getId());
        return lookup.thenCompose(located -> switch (located) {
            case Located.Known known -> settle(message, path, Optional.of(known.identity()), attempts);
            case Located.Unknown _ when isHeldByAnother(message) ->
                Completed.of(new KeyDecision.Refuse(Result.SERVER_ERROR));
            case Located.Unknown _ -> settle(message, path, Optional.empty(), attempts);
            case Located.Unavailable _ -> Completed.of(withoutStore(message, path));
        });
    }

    /** The store has lost an id whose device is here, and is about to be told of it again. */
    private boolean isHeldByAnother(RegisterPk message) {
        DeviceIdentity claimed = KeyRules.claimed(message, "");
        return devices.find(message.getId())
                .filter(held -> devices.identities().differs(held.who(), claimed.uuid(), claimed.publicKey()))
                .isPresent();
    }

    /** A device that is held here may confirm what is known of it even while the store is away. */
    private KeyDecision withoutStore(RegisterPk message, DevicePath path) {
        return devices.find(message.getId())
                .map(Device::who)
                .filter(held -> held.confirmedFrom(from(path)))
                .filter(held -> devices.identities().same(held, KeyRules.claimed(message, held.ip())))
                .<KeyDecision>map(held -> new KeyDecision.Confirm(KeyRules.claimed(message, held.ip())))
                .filter(confirm -> enrolments.admits(confirm, message, from(path)))
                .orElse(new KeyDecision.Refuse(Result.SERVER_ERROR));
    }

    private CompletionStage<KeyDecision> settle(
            RegisterPk message, DevicePath path, Optional<DeviceIdentity> stored, int attempts) {
        KeyDecision decision = KeyRules.decide(message, from(path), stored);
        if (!(decision instanceof KeyDecision.Refuse) && !idLimiter.admit(message.getId(), clock.getAsLong())) {
            return Completed.of(new KeyDecision.Refuse(Result.TOO_FREQUENT));
        }
        if (!(decision instanceof KeyDecision.Refuse) && !enrolments.admits(decision, message, from(path))) {
            return Completed.of(new KeyDecision.Refuse(Result.NOT_DEPLOYED));
        }
        if (!(decision instanceof KeyDecision.Store store)) {
            return Completed.of(decision);
        }
        return registry.store(store.identity(), stored).thenCompose(outcome -> switch (outcome) {
            case StoreOutcome.Stored _ -> {
                noteIpChange(stored, store.identity());
                enrolments.registered(store);
                yield Completed.of(store);
            }
            case StoreOutcome.Conflict conflict when attempts > 1 ->
                settle(message, path, conflict.current(), attempts - 1);
            case StoreOutcome.Conflict _,StoreOutcome.Unavailable _ ->
                Completed.of(new KeyDecision.Refuse(Result.SERVER_ERROR));
        });
    }

    private void noteIpChange(Optional<DeviceIdentity> before, DeviceIdentity after) {
        before.filter(known -> !known.ip().isEmpty() && !known.ip().equals(after.ip()))
                .ifPresent(known -> ipChanges.record(after.id(), known.ip(), after.ip(), clock.getAsLong()));
    }

    private void conclude(RegisterPk message, DevicePath path, KeyDecision decision) {
        switch (decision) {
            case KeyDecision.Ignore _ -> events.incomplete();
            case KeyDecision.Refuse refuse -> answerKey(message, path, refuse.result(), outcome(refuse.result()));
            case KeyDecision.Confirm confirm -> {
                devices.hold(confirm.identity(), path);
                dropIfBlocked(message.getId());
                answerKey(message, path, Result.OK, RegistrationOutcome.CONFIRMED);
            }
            case KeyDecision.Store store -> {
                devices.hold(store.identity(), path);
                dropIfBlocked(message.getId());
                answerKey(message, path, Result.OK, store.change());
            }
        }
    }

    private void answerKey(RegisterPk message, DevicePath path, Result result, RegistrationOutcome outcome) {
        events.registration(message.getId(), path.observed(), path.transport(), outcome);
        RegisterPkResponse.Builder response = RegisterPkResponse.newBuilder().setResult(result);
        if (result == Result.OK && path.transport() != Transport.UDP) {
            response.setKeepAlive(Math.toIntExact(keepAlive.toSeconds()));
        }
        path.send(RendezvousMessage.newBuilder().setRegisterPkResponse(response).build());
    }

    private static RegistrationOutcome outcome(Result refusal) {
        return switch (refusal) {
            case TOO_FREQUENT -> RegistrationOutcome.TOO_FREQUENT;
            case INVALID_ID_FORMAT -> RegistrationOutcome.INVALID_ID;
            case SERVER_ERROR -> RegistrationOutcome.STORE_FAILED;
            case NOT_SUPPORT -> RegistrationOutcome.NOT_SUPPORTED;
            case UUID_MISMATCH -> RegistrationOutcome.UUID_MISMATCH;
            case NOT_DEPLOYED -> RegistrationOutcome.NOT_DEPLOYED;
            case OK, ID_EXISTS, UNRECOGNIZED ->
                throw new IllegalStateException("result: " + refusal + " (expected: a refusal of RegisterPk)");
        };
    }

    private static InetAddress from(DevicePath path) {
        return path.observed().getAddress();
    }
}
