package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.cluster.relay.PairingDirectoryContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisPairingTest extends PairingDirectoryContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private static final LegHolder ONE = new LegHolder("node-1", "192.0.2.1:21121");
    private static final LegHolder TWO = new LegHolder("node-2", "");
    private static final LegHolder THREE = new LegHolder("node-3", "192.0.2.3:21121");
    private static final Claim WON = new Claim.Won();

    @Override
    protected PairingDirectory open() throws Exception {
        return open(Duration.ofSeconds(30));
    }

    private static PairingDirectory open(Duration holds) throws Exception {
        return new RedisPairing(REDIS.connect(), holds);
    }

    private static Claim now(CompletionStage<Claim> claim) {
        return claim.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void theSecondNodeIsToldWhoTheFirstIs() throws Exception {
        assertThat(now(open().claim("uuid", ONE))).isEqualTo(WON);
        assertThat(now(open().claim("uuid", THREE))).isEqualTo(new Claim.HeldBy(ONE));
        assertThat(now(open().claim("other", TWO))).isEqualTo(WON);
        assertThat(now(open().claim("other", ONE))).isEqualTo(new Claim.HeldBy(TWO));
    }

    @Test
    void ofNodesThatClaimAtOnceOneWinsAndTheOthersAreToldWhich() throws Exception {
        PairingDirectory one = open();
        PairingDirectory other = open();
        for (int i = 0; i < 200; i++) {
            CompletionStage<Claim> first = one.claim("uuid-" + i, ONE);
            CompletionStage<Claim> second = other.claim("uuid-" + i, THREE);

            assertThat(List.of(now(first), now(second)))
                    .isIn(List.of(WON, new Claim.HeldBy(ONE)), List.of(new Claim.HeldBy(THREE), WON));
        }
    }

    @Test
    void aClaimIsTakenOverFromTheLostHolderAloneAndFromNobody() throws Exception {
        PairingDirectory directory = open();
        now(directory.claim("uuid", ONE));

        assertThat(now(directory.replace("uuid", TWO, THREE))).isEqualTo(new Claim.HeldBy(ONE));
        assertThat(now(directory.replace("uuid", ONE, THREE))).isEqualTo(WON);
        assertThat(now(directory.claim("uuid", ONE))).isEqualTo(new Claim.HeldBy(THREE));
        assertThat(now(directory.replace("nobody's", ONE, THREE))).isEqualTo(WON);
        assertThat(now(directory.replace("nobody's", ONE, THREE))).isEqualTo(WON);
    }

    @Test
    void onlyTheHolderGivesAClaimUp() throws Exception {
        PairingDirectory directory = open();
        now(directory.claim("uuid", ONE));
        directory.release("uuid", "node-3");
        assertThat(now(directory.claim("uuid", THREE))).isEqualTo(new Claim.HeldBy(ONE));

        directory.release("uuid", "node-1");
        await().until(() -> now(directory.claim("uuid", THREE)).equals(WON));
    }

    @Test
    void aClaimEndsByItself() throws Exception {
        PairingDirectory directory = open(Duration.ofMillis(400));
        now(directory.claim("uuid", ONE));
        assertThat(now(directory.claim("uuid", THREE))).isEqualTo(new Claim.HeldBy(ONE));

        await().until(() -> now(directory.claim("uuid", THREE)).equals(WON));
    }

    @Test
    void whatALaterVersionAddsToAClaimIsPassedOver() throws Exception {
        REDIS.process().ask("SET", "test:p:uuid", "node-9\n192.0.2.9:1\nregion\nmore");
        assertThat(now(open().claim("uuid", ONE)))
                .isEqualTo(new Claim.HeldBy(new LegHolder("node-9", "192.0.2.9:1")));
    }

    @Test
    void whileRedisIsAwayClaimsAreUnavailableAndThenWorkAgain() throws Exception {
        PairingDirectory directory = open();
        now(directory.claim("uuid", ONE));
        REDIS.process().kill();
        await().untilAsserted(() -> assertThat(now(directory.claim("uuid", ONE))).isEqualTo(new Claim.Unavailable()));

        long start = System.nanoTime();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            claims.add(now(directory.claim("uuid", ONE)));
            claims.add(now(directory.replace("uuid", ONE, THREE)));
            directory.release("uuid", "node-1");
        }
        assertThat(claims).containsOnly(new Claim.Unavailable());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

        REDIS.process().start();
        await().atMost(Duration.ofSeconds(40)).until(() -> now(directory.claim("uuid", ONE)).equals(WON));
    }
}
