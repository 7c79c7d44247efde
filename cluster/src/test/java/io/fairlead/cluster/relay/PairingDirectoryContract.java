package io.fairlead.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PairingDirectory} must do for one node. */
public abstract class PairingDirectoryContract {
    private PairingDirectory directory;

    /** Opens a directory without claims. */
    protected abstract PairingDirectory open() throws Exception;

    @BeforeEach
    void openDirectory() throws Exception {
        directory = open();
    }

    @Test
    void theFirstClaimIsWon() {
        assertThat(await(directory.claim("uuid", holder("node-1")))).isEqualTo(new Claim.Won());
    }

    @Test
    void theHolderWinsItsClaimAgain() {
        await(directory.claim("uuid", holder("node-1")));

        assertThat(await(directory.claim("uuid", holder("node-1")))).isEqualTo(new Claim.Won());
    }

    @Test
    void claimsOfOtherSessionsAreApart() {
        await(directory.claim("uuid-1", holder("node-1")));

        assertThat(await(directory.claim("uuid-2", holder("node-1")))).isEqualTo(new Claim.Won());
    }

    @Test
    void aClaimThatWasGivenUpCanBeWonAgain() {
        await(directory.claim("uuid", holder("node-1")));
        directory.release("uuid", "node-1");

        assertThat(await(directory.claim("uuid", holder("node-1")))).isEqualTo(new Claim.Won());
    }

    @Test
    void aClaimThatNobodyMadeCanBeReleased() {
        directory.release("uuid", "node-1");

        assertThat(await(directory.claim("uuid", holder("node-1")))).isEqualTo(new Claim.Won());
    }

    @Test
    void aClaimIsTakenOverFromANodeThatIsLost() {
        await(directory.claim("uuid", holder("node-1")));

        assertThat(await(directory.replace("uuid", holder("node-1"), holder("node-2")))).isEqualTo(new Claim.Won());
    }

    private static LegHolder holder(String nodeId) {
        return new LegHolder(nodeId, nodeId + ".invalid:21121");
    }

    private static Claim await(CompletionStage<Claim> claim) {
        return claim.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
