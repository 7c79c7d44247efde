package io.fairlead.cluster.relay;

import java.util.concurrent.CompletionStage;

/**
 * Which relay node holds the first leg of a session, so that a second leg that lands elsewhere finds it. Claims are
 * atomic and end by themselves after 30 s. Methods return at once; stages never complete exceptionally.
 */
public interface PairingDirectory {
    /**
     * Claims the first leg of a session for a node, or says who has it.
     *
     * @param uuid   the session
     * @param nodeId the claimer
     * @return {@link Claim.Won} also when {@code nodeId} has it already
     */
    CompletionStage<Claim> claim(String uuid, String nodeId);

    /**
     * Gives a claim up. Does nothing when another node has it.
     *
     * @param uuid   the session
     * @param nodeId the claimer
     */
    void release(String uuid, String nodeId);
}
