package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.RouteClaim;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Registers devices, protocol section 6, and sends to those that this node holds.
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

    private final String nodeId;
    private final PeerRegistry registry;
    private final AddressLimiter addressLimiter;
    private final IdLimiter idLimiter;
    private final ClientUpdate update;
    private final RegistrationEvents events;
    private final LongSupplier clock;
    private final DeviceTable devices;
    private final IpChanges ipChanges;
    private final Semaphore pending;

    /**
     * Puts the service together.
     *
     * @param nodeId         this node, which claims the routes
     * @param registry       identities and routes; not closed by this
     * @param addressLimiter limits by IP address
     * @param idLimiter      limits by id
     * @param update         what devices with a smaller serial are told
     * @param events         who hears of it
     * @param ipChanges      filled with the changes of devices' IP addresses
     * @param clock          monotonic time, in nanoseconds
     * @param timeoutNanos   a device not heard for so long is offline
     * @param mostPending    registrations that may wait for the store at once
     */
    public RegistrationService(
            String nodeId,
            PeerRegistry registry,
            AddressLimiter addressLimiter,
            IdLimiter idLimiter,
            ClientUpdate update,
            RegistrationEvents events,
            IpChanges ipChanges,
            LongSupplier clock,
            long timeoutNanos,
            int mostPending) {
        this.nodeId = nodeId;
        this.registry = registry;
        this.addressLimiter = addressLimiter;
        this.idLimiter = idLimiter;
        this.update = update;
        this.events = events;
        this.ipChanges = ipChanges;
        this.clock = clock;
        this.devices = new DeviceTable(timeoutNanos);
        this.pending = new Semaphore(mostPending);
    }

    /**
     * Takes a heartbeat and answers it over {@code path}.
     *
     * @param message the heartbeat
     * @param path    where it came from
     */
    public void heartbeat(RegisterPeer message, DevicePath path) {
        String id = message.getId();
        Optional<Device> held = devices.find(id);
        if (held.isPresent() && KeyRules.acceptsHeartbeat(held.get().identity(), from(path))) {
            stillThere(held.get(), path);
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

    private void stillThere(Device device, DevicePath path) {
        if (device.path().equals(path)) {
            device.heard(clock.getAsLong());
            claimRoute(device);
        } else {
            hold(device.identity(), path);
        }
    }

    private void resume(RegisterPeer message, DevicePath path, Located located) {
        switch (located) {
            case Located.Known known when KeyRules.acceptsHeartbeat(known.identity(), from(path)) -> {
                hold(known.identity(), path);
                events.registration(
                        message.getId(), path.observed(), path.transport(), RegistrationOutcome.RESUMED);
                answerHeartbeat(message, path);
            }
            case Located.Known _,Located.Unknown _ -> {
                events.heartbeat(false);
                path.send(ASK_FOR_KEY);
            }
            // Silence: the device repeats its heartbeat after 3 s.
            case Located.Unavailable _ ->
                events.registration(
                        message.getId(), path.observed(), path.transport(), RegistrationOutcome.STORE_FAILED);
        }
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
        return registry.locate(message.getId()).thenCompose(located -> switch (located) {
            case Located.Known known -> settle(message, path, Optional.of(known.identity()), attempts);
            case Located.Unknown _ -> settle(message, path, Optional.empty(), attempts);
            case Located.Unavailable _ -> Completed.of(new KeyDecision.Refuse(Result.SERVER_ERROR));
        });
    }

    private CompletionStage<KeyDecision> settle(
            RegisterPk message, DevicePath path, Optional<DeviceIdentity> stored, int attempts) {
        KeyDecision decision = KeyRules.decide(message, from(path), stored);
        if (!(decision instanceof KeyDecision.Refuse) && !idLimiter.admit(message.getId(), clock.getAsLong())) {
            return Completed.of(new KeyDecision.Refuse(Result.TOO_FREQUENT));
        }
        if (!(decision instanceof KeyDecision.Store store)) {
            return Completed.of(decision);
        }
        return registry.store(store.identity(), stored).thenCompose(outcome -> switch (outcome) {
            case StoreOutcome.Stored _ -> {
                noteIpChange(stored, store.identity());
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
                hold(confirm.identity(), path);
                answerKey(message, path, Result.OK, RegistrationOutcome.CONFIRMED);
            }
            case KeyDecision.Store store -> {
                hold(store.identity(), path);
                answerKey(message, path, Result.OK, store.change());
            }
        }
    }

    private void answerKey(RegisterPk message, DevicePath path, Result result, RegistrationOutcome outcome) {
        events.registration(message.getId(), path.observed(), path.transport(), outcome);
        path.send(RendezvousMessage.newBuilder()
                .setRegisterPkResponse(RegisterPkResponse.newBuilder().setResult(result))
                .build());
    }

    private static RegistrationOutcome outcome(Result refusal) {
        return switch (refusal) {
            case TOO_FREQUENT -> RegistrationOutcome.TOO_FREQUENT;
            case INVALID_ID_FORMAT -> RegistrationOutcome.INVALID_ID;
            case SERVER_ERROR -> RegistrationOutcome.STORE_FAILED;
            case NOT_SUPPORT -> RegistrationOutcome.NOT_SUPPORTED;
            case UUID_MISMATCH -> RegistrationOutcome.UUID_MISMATCH;
            case OK, ID_EXISTS, NOT_DEPLOYED, UNRECOGNIZED ->
                throw new IllegalStateException("result: " + refusal + " (expected: a refusal of RegisterPk)");
        };
    }

    private void hold(DeviceIdentity identity, DevicePath path) {
        Device device = new Device(identity, path, clock.getAsLong());
        devices.put(device);
        claimRoute(device);
    }

    private void claimRoute(Device device) {
        if (!device.beginClaim()) {
            return;
        }
        DevicePath path = device.path();
        registry.claimRoute(device.identity().id(), nodeId, path.transport(), path.observed())
                .thenAccept(claim -> device.endClaim(
                        switch (claim) {
                            case RouteClaim.Claimed claimed -> claimed.fence();
                            case RouteClaim.Unavailable _ -> Device.UNCLAIMED;
                        }))
                .whenComplete(this::report);
    }

    /** Ends the routes of devices that have not been heard for too long. To be called about once a second. */
    public void sweep() {
        for (Device device : devices.sweep(clock.getAsLong())) {
            registry.releaseRoute(device.identity().id(), device.fence());
            DevicePath path = device.path();
            events.registration(
                    device.identity().id(), path.observed(), path.transport(), RegistrationOutcome.OFFLINE);
        }
    }

    /**
     * Sends a push to a device that this node holds.
     *
     * @param push the push
     * @param message the same, parsed
     * @return {@link Delivery#GONE} when the device is not online here
     */
    public Delivery push(DevicePush push, RendezvousMessage message) {
        return devices.online(push.deviceId(), clock.getAsLong())
                .map(device -> device.path().send(message))
                .orElse(Delivery.GONE);
    }

    /**
     * Counts the devices that this node holds.
     *
     * @return how many
     */
    public int held() {
        return devices.size();
    }

    private static InetAddress from(DevicePath path) {
        return path.observed().getAddress();
    }
}
