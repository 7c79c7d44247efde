package io.fairlead.cli.run;

import io.fairlead.cli.admin.node.Identities;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import io.fairlead.cluster.notes.Notes;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.redis.RedisAudit;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.cluster.relay.RelayAnnouncer;
import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.cluster.settings.SharedSettings;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the nodes of one process stand on: a store of their own, or one that they share with other processes. Parts are
 * opened when a node asks for them, and closed with the backend in reverse.
 */
interface Backend extends AutoCloseable {
    /**
     * What a rendezvous node stands on.
     *
     * @param registry  identities and routes
     * @param relays    the relays
     * @param sessions  told of sessions
     * @param enrolment the operator's word about devices
     * @param settings  what operators change at run time
     * @param notes     what nodes note for each other
     * @param courier   makes the courier, given the node's own end of delivery
     * @param store     where identities are kept, for the operator to read
     */
    record RendezvousParts(
            PeerRegistry registry,
            RelayDirectory relays,
            SessionDirectory sessions,
            EnrolmentRegistry enrolment,
            SharedSettings settings,
            Notes notes,
            Function<LocalEndpoint, NodeCourier> courier,
            String store) {}

    /**
     * What a relay stands on.
     *
     * @param pairing   where other relays learn of parked legs
     * @param sessions  knows the sessions that were introduced
     * @param settings  what operators change at run time
     * @param announcer where rendezvous nodes learn of the relay; empty when nobody asks
     */
    record RelayParts(
            PairingDirectory pairing,
            SessionDirectory sessions,
            SharedSettings settings,
            Optional<RelayAnnouncer> announcer) {}

    /** Whether other processes serve the same devices, so that these can go there. */
    boolean isShared();

    /** Opens what a rendezvous node needs. Once. */
    RendezvousParts rendezvous() throws SettingsException;

    /** Where devices are stored, for operators; once a rendezvous node has its parts. */
    Identities identities();

    /** How operators' commands reach nodes; once. */
    NodeControl control() throws SettingsException;

    /** Opens what a relay needs. Once. */
    RelayParts relay() throws SettingsException;

    /** Where audit lines of all nodes go; so many are kept. Empty when nothing is shared. */
    Optional<RedisAudit> audit(long length);

    /** Joins the other nodes, once this process's nodes serve. */
    void join() throws SettingsException;

    /** How this process sees the others. */
    NodeStatus status();

    @Override
    void close();
}
