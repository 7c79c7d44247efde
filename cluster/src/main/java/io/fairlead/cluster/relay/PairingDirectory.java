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
     * @param uuid    the session
     * @param claimer the node
     * @return {@link Claim.Won} also when the claimer has it already
     */
    CompletionStage<Claim> claim(String uuid, LegHolder claimer);

    /**
     * Takes a claim over from a node that cannot be reached.
     *
     * @param uuid    the session
     * @param lost    who was said to have it
     * @param claimer who is to have it
     * @return {@link Claim.Won} when {@code lost} or nobody had it; else who does
     */
    CompletionStage<Claim> replace(String uuid, LegHolder lost, LegHolder claimer);

    /**
     * Gives a claim up. Does nothing when another node has it.
     *
     * @param uuid   the session
     * @param nodeId the claimer
     */
    void release(String uuid, String nodeId);
}
