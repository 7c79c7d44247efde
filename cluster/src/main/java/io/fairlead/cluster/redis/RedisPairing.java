package io.fairlead.cluster.redis;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The pairing directory of relays that share a Redis. Safe for use by any thread. */
public final class RedisPairing implements PairingDirectory {
    private static final LuaScript CLAIM = LuaScript.load("claim-leg.lua");
    private static final LuaScript RELEASE = LuaScript.load("release-leg.lua");

    private final RedisStore store;
    private final byte[] holds;

    /**
     * Uses a connection, which stays the caller's to close.
     *
     * @param store the connection
     * @param holds how long a claim holds, 1 ms or more; 30 s in a server
     */
    public RedisPairing(RedisStore store, Duration holds) {
        this.store = Objects.requireNonNull(store, "store");
        this.holds = Bytes.of(holds.toMillis());
    }

    @Override
    public CompletionStage<Claim> claim(String uuid, LegHolder claimer) {
        return claim(uuid, claimer, "");
    }

    @Override
    public CompletionStage<Claim> replace(String uuid, LegHolder lost, LegHolder claimer) {
        return claim(uuid, claimer, lost.nodeId());
    }

    private CompletionStage<Claim> claim(String uuid, LegHolder claimer, String lost) {
        byte[][] keys = {store.keys().parkedLeg(uuid)};
        return Attempt.of(
                () -> store.<byte[]>run(CLAIM, ScriptOutputType.VALUE, keys,
                        Bytes.of(claimer.nodeId()), Bytes.of(claimer.nodeId() + "\n" + claimer.address()), holds,
                        Bytes.of(lost)),
                held -> held == null ? new Claim.Won() : new Claim.HeldBy(holder(Bytes.text(held))),
                new Claim.Unavailable());
    }

    private static LegHolder holder(String value) {
        String[] lines = value.split("\n", -1);
        return new LegHolder(lines[0], lines.length > 1 ? lines[1] : "");
    }

    @Override
    public void release(String uuid, String nodeId) {
        // Is not waited for: a claim that could not be given up ends by itself.
        CompletionStage<Boolean> _ = Attempt.of(
                () -> store.<Long>run(RELEASE, ScriptOutputType.INTEGER,
                        new byte[][]{store.keys().parkedLeg(uuid)}, Bytes.of(nodeId)),
                released -> released == 1,
                false);
    }
}
