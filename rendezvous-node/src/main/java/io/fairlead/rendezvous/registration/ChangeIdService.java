package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.Route;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.limit.AddressLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Gives devices other ids, protocol section 11. Only who knows the old id's uuid may do so; the identity moves as a
 * whole, durably, before OK is sent. Methods return at once and may be called from event loops.
 */
public final class ChangeIdService {
    private static final Pattern NEW_ID = Pattern.compile("[a-zA-Z][A-Za-z0-9_-]{5,15}");

    private final PeerRegistry registry;
    private final HeldDevices devices;
    private final Enrolments enrolments;
    private final AddressLimiter addressLimiter;
    private final Duration hold;
    private final RegistrationEvents events;
    private final LongSupplier clock;

    /**
     * Puts the service together.
     *
     * @param registry       identities; not closed by this
     * @param devices        this node's devices
     * @param enrolments     whom the operator lets register
     * @param addressLimiter limits by IP address, shared with registrations
     * @param hold           how long nobody else gets an old id; zero = it is free at once
     * @param events         who hears of it
     * @param clock          monotonic time, in nanoseconds
     */
    public ChangeIdService(
            PeerRegistry registry,
            HeldDevices devices,
            Enrolments enrolments,
            AddressLimiter addressLimiter,
            Duration hold,
            RegistrationEvents events,
            LongSupplier clock) {
        this.registry = registry;
        this.devices = devices;
        this.enrolments = enrolments;
        this.addressLimiter = addressLimiter;
        this.hold = hold;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes a request and answers it over {@code path}.
     *
     * @param message names the old id, the new one and the device's uuid
     * @param path    where it came from
     */
    public void change(RegisterPk message, DevicePath path) {
        if (!NEW_ID.matcher(message.getId()).matches()) {
            answer(message, path, Result.INVALID_ID_FORMAT);
            return;
        }
        if (!addressLimiter.admit(path.observed().getAddress(), message.getId(), clock.getAsLong())) {
            answer(message, path, Result.TOO_FREQUENT);
            return;
        }
        decide(message).thenAccept(result -> {
            if (result == Result.OK) {
                enrolments.moved(message.getOldId(), message.getId());
            }
            answer(message, path, result);
        }).whenComplete((_, failure) -> {
            if (failure != null) {
                events.failed(failure);
            }
        });
    }

    /** How an operator's move of a device's record ended. */
    public enum OperatorMove {
        /** It is stored under the new id. */
        MOVED,
        /** The new id is none that clients take. */
        INVALID_ID,
        /** Nobody has the old id. */
        UNKNOWN,
        /** Another device has the new id, or it is held for one. */
        TAKEN,
        /** The old id is blocked. */
        BLOCKED,
        /** The store did not answer, or the device changed at this moment. */
        UNAVAILABLE
    }

    /**
     * Moves a device's record to another id for an operator. The device does not learn of it: it goes on calling itself
     * by its old id until its user changes that.
     *
     * @param id    that it has
     * @param newId that it gets
     * @return how it ended; does not fail
     */
    public CompletionStage<OperatorMove> move(String id, String newId) {
        if (!NEW_ID.matcher(newId).matches()) {
            return CompletableFuture.completedStage(OperatorMove.INVALID_ID);
        }
        return registry.locate(id).thenCompose(located -> switch (located) {
            case Located.Known(DeviceIdentity device, _) when enrolments.blocks(id, device.uuid()) ->
                CompletableFuture.completedStage(OperatorMove.BLOCKED);
            case Located.Known(DeviceIdentity device, Optional<Route> route) -> moved(device, route, newId);
            case Located.Unknown _ -> CompletableFuture.completedStage(OperatorMove.UNKNOWN);
            case Located.Unavailable _ -> CompletableFuture.completedStage(OperatorMove.UNAVAILABLE);
        });
    }

    private CompletionStage<OperatorMove> moved(DeviceIdentity device, Optional<Route> route, String newId) {
        return registry.move(device, newId, hold).thenApply(outcome -> switch (outcome) {
            case MoveOutcome.Moved _ -> {
                devices.drop(device.id(), route);
                enrolments.moved(device.id(), newId);
                yield OperatorMove.MOVED;
            }
            case MoveOutcome.Taken _ -> OperatorMove.TAKEN;
            case MoveOutcome.Conflict _,MoveOutcome.Unavailable _ -> OperatorMove.UNAVAILABLE;
        });
    }

    private CompletionStage<Result> decide(RegisterPk message) {
        OpaqueBytes uuid = OpaqueBytes.copyOf(message.getUuid().toByteArray());
        return registry.locate(message.getOldId()).thenCompose(located -> switch (located) {
            case Located.Known(DeviceIdentity device, _) when enrolments.blocks(device.id(), device.uuid()) ->
                completed(Result.NOT_SUPPORT);
            case Located.Known(DeviceIdentity device, Optional<Route> route) when !uuid.isEmpty()
                    && device.uuid().equals(uuid) ->
                move(device, route, message.getId());
            case Located.Known _,Located.Unknown _ -> ownAlready(message.getId(), uuid, Result.UUID_MISMATCH);
            case Located.Unavailable _ -> completed(Result.SERVER_ERROR);
        });
    }

    private CompletionStage<Result> move(DeviceIdentity device, Optional<Route> route, String newId) {
        if (device.id().equals(newId)) {
            return completed(Result.OK);
        }
        return registry.move(device, newId, hold).thenCompose(outcome -> switch (outcome) {
            case MoveOutcome.Moved _ -> {
                devices.drop(device.id(), route);
                yield completed(Result.OK);
            }
            case MoveOutcome.Taken _ -> ownAlready(newId, device.uuid(), Result.ID_EXISTS);
            // The device confirmed its key at this moment; its user may try again.
            case MoveOutcome.Conflict _,MoveOutcome.Unavailable _ -> completed(Result.SERVER_ERROR);
        });
    }

    /** A client that missed the answer asks again, when its new id is its own already. A stranger learns nothing. */
    private CompletionStage<Result> ownAlready(String newId, OpaqueBytes uuid, Result otherwise) {
        return registry.locate(newId).thenApply(located -> switch (located) {
            case Located.Known known when !uuid.isEmpty() && known.identity().uuid().equals(uuid) -> Result.OK;
            case Located.Known _,Located.Unknown _ -> otherwise;
            case Located.Unavailable _ -> Result.SERVER_ERROR;
        });
    }

    private static CompletionStage<Result> completed(Result result) {
        return CompletableFuture.completedStage(result);
    }

    private void answer(RegisterPk message, DevicePath path, Result result) {
        events.idChange(message.getOldId(), message.getId(), path.observed(), result);
        path.send(RendezvousMessage.newBuilder()
                .setRegisterPkResponse(RegisterPkResponse.newBuilder().setResult(result))
                .build());
    }
}
