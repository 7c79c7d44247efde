package io.fairlead.load.bench.server;

/** What is measured of a server. */
public enum ServerRole {
    /** Sessions between two clients. */
    RELAY,
    /** Registrations, heartbeats, introductions. */
    RENDEZVOUS
}
