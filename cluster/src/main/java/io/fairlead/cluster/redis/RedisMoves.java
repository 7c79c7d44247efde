package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.MoveOutcome;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Changes of ids. The two ids may lie on two servers, and this process may end between any two steps:
 * <ol>
 * <li>begin, at the old id: an intent with a random token is written;
 * <li>reserve, at the new id: the identity is written, with a reservation that says that it does not count yet;
 * <li>decide, at the old id: if the intent is there, the identity is removed, or held, and the token is noted. This one
 * step is the move;
 * <li>finish, at the new id: the reservation is removed;
 * <li>forget, at the old id: the token is removed.
 * </ol>
 * Who meets a reservation asks the old id what became of the token ({@link #settle}), and finishes for the one who
 * began. An intent that is older than {@link #LONGEST} is removed by who asks, so that the move can be decided no more.
 */
final class RedisMoves {
    /** Longer than the time-outs of a move's steps together. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** So many others may be met on the way, one after the other; more mean that something is wrong. */
    private static final int ATTEMPTS = 4;

    private static final LuaScript BEGIN = LuaScript.load("move-begin.lua");
    private static final LuaScript RESERVE = LuaScript.load("move-reserve.lua");
    private static final LuaScript DECIDE = LuaScript.load("move-decide.lua");
    private static final LuaScript JUDGE = LuaScript.load("move-judge.lua");
    private static final LuaScript FINISH = LuaScript.load("move-finish.lua");
    private static final LuaScript FORGET = LuaScript.load("move-forget.lua");

    private final RedisStore store;
    private final Epochs epochs;
    private final Duration longest;

    /** What became of a reservation. */
    enum Settled {
        /** There is no reservation any more: what is stored counts now. */
        GONE,
        /** The move is neither decided nor given up yet. */
        PENDING
    }

    RedisMoves(RedisStore store, Epochs epochs, Duration longest) {
        this.store = store;
        this.epochs = epochs;
        this.longest = longest;
    }

    static List<LuaScript> scripts() {
        return List.of(BEGIN, RESERVE, DECIDE, JUDGE, FINISH, FORGET);
    }

    /**
     * A move that was begun. Its steps are apart, so that a test can leave one out. The bytes are Redis' own, passed on
     * as they came and never compared.
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Move(DeviceIdentity device, String newId, long holdSeconds, String token, byte[] created) {
        byte[] reservation() {
            return Bytes.of(token + " " + device.id());
        }
    }

    /** As the port says; may complete exceptionally. */
    CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold) {
        Move move = new Move(device, newId, hold.toSeconds(), UUID.randomUUID().toString(), new byte[0]);
        return begin(move, ATTEMPTS);
    }

    private CompletionStage<MoveOutcome> begin(Move move, int attempts) {
        return sendBegin(move).thenCompose(answer -> switch (Bytes.text(answer.getFirst())) {
            case "begun" -> reserve(new Move(move.device(), move.newId(), move.holdSeconds(), move.token(),
                    (byte[]) answer.get(1)), ATTEMPTS);
            case "reserved" -> settle(move.device().id(), (byte[]) answer.get(1))
                    .thenCompose(settled -> settled == Settled.PENDING
                            ? CompletableFuture.completedStage(new MoveOutcome.Conflict(java.util.Optional.empty()))
                            : attempts == 0 ? unavailable() : begin(move, attempts - 1));
            default -> CompletableFuture.completedStage(
                    new MoveOutcome.Conflict(StoredDevice.inAnswer(move.device().id(), answer)));
        });
    }

    private CompletionStage<MoveOutcome> reserve(Move move, int attempts) {
        return sendReserve(move).thenCompose(answer -> switch (Bytes.text(answer.getFirst())) {
            case "reserved" -> decide(move);
            case "taken" -> sendForget(move.device().id(), move.token())
                    .thenApply(done -> new MoveOutcome.Taken());
            case "other" -> settle(move.newId(), (byte[]) answer.get(1))
                    .thenCompose(settled -> settled == Settled.PENDING
                            ? sendForget(move.device().id(), move.token()).thenApply(done -> new MoveOutcome.Taken())
                            : attempts == 0 ? unavailable() : reserve(move, attempts - 1));
            default -> sendForget(move.device().id(), move.token()).thenCompose(done -> unavailable());
        });
    }

    private CompletionStage<MoveOutcome> decide(Move move) {
        return sendDecide(move).thenCompose(answer -> switch (Bytes.text(answer.getFirst())) {
            // The device is known by its new id from now on, whether or not the rest is carried out.
            case "moved" -> complete(move.device().id(), move.newId(), move.token(), move.reservation(), true)
                    .handle((done, failure) -> new MoveOutcome.Moved());
            case "refused" -> complete(
                    move.device().id(), move.newId(), move.token(), move.reservation(), false)
                    .thenCompose(done -> unavailable());
            default -> complete(move.device().id(), move.newId(), move.token(), move.reservation(), false)
                    .thenApply(done -> new MoveOutcome.Conflict(StoredDevice.inAnswer(move.device().id(), answer)));
        });
    }

    private static CompletionStage<MoveOutcome> unavailable() {
        return CompletableFuture.completedStage(new MoveOutcome.Unavailable());
    }

    /** Finds out what became of a reservation that was met, and carries it out. */
    CompletionStage<Settled> settle(String newId, byte[] reservation) {
        String text = Bytes.text(reservation);
        String token = text.substring(0, text.indexOf(' '));
        String oldId = text.substring(token.length() + 1);
        return store.<byte[]>runDurably(JUDGE, ScriptOutputType.VALUE, keys(oldId), Bytes.of(token),
                Bytes.of(longest.toNanos() / 1000)).thenCompose(answer -> switch (Bytes.text(answer)) {
                    case "decided" -> complete(oldId, newId, token, reservation, true)
                            .thenApply(done -> Settled.GONE);
                    case "refused" -> complete(oldId, newId, token, reservation, false)
                            .thenApply(done -> Settled.GONE);
                    default -> CompletableFuture.completedStage(Settled.PENDING);
                });
    }

    private CompletionStage<Void> complete(
            String oldId, String newId, String token, byte[] reservation, boolean decided) {
        return store.<Long>runDurably(FINISH, ScriptOutputType.INTEGER, keys(newId), reservation,
                Bytes.of(decided ? 1 : 0)).thenCompose(done -> sendForget(oldId, token));
    }

    CompletionStage<List<Object>> sendBegin(Move move) {
        DeviceIdentity device = move.device();
        return store.runDurably(BEGIN, ScriptOutputType.MULTI, keys(device.id()), Bytes.of(move.token()),
                device.uuid().toByteArray(), device.publicKey().toByteArray(), Bytes.of(device.ip()));
    }

    CompletionStage<List<Object>> sendReserve(Move move) {
        DeviceIdentity device = move.device();
        return store.runDurably(RESERVE, ScriptOutputType.MULTI,
                new byte[][]{store.keys().device(move.newId()), epochs.keyOf(move.newId())}, move.reservation(),
                epochs.nameOf(move.newId()), device.uuid().toByteArray(), device.publicKey().toByteArray(),
                Bytes.of(device.ip()), move.created());
    }

    CompletionStage<List<Object>> sendDecide(Move move) {
        DeviceIdentity device = move.device();
        return store.runDurably(DECIDE, ScriptOutputType.MULTI, keys(device.id()), Bytes.of(move.token()),
                device.uuid().toByteArray(), device.publicKey().toByteArray(), Bytes.of(device.ip()),
                Bytes.of(move.holdSeconds()));
    }

    private CompletionStage<Void> sendForget(String oldId, String token) {
        return store.<Long>run(FORGET, ScriptOutputType.INTEGER, keys(oldId), Bytes.of(token)).thenAccept(done -> {});
    }

    private byte[][] keys(String id) {
        return new byte[][]{store.keys().device(id)};
    }
}
