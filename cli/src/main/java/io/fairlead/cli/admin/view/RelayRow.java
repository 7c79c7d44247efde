package io.fairlead.cli.admin.view;

/**
 * A relay.
 *
 * @param node names it; its address when it is one that an operator listed and that does not speak to us
 * @param address by which clients reach it; empty = by a shared name
 * @param region where it is; empty when nobody said so
 * @param load from 0 (idle) to 1 (full)
 * @param sessions that it counts; 0 when it did not answer
 * @param bytesPerSecond that it carries; 0 when it did not answer
 * @param connections that are open; 0 when it did not answer
 * @param draining whether it takes no new sessions
 * @param offered whether sessions are sent to it, as the nodes that answered know
 * @param answered whether it answered; else only its place in the list is known
 */
public record RelayRow(
        String node,
        String address,
        String region,
        double load,
        int sessions,
        double bytesPerSecond,
        int connections,
        boolean draining,
        boolean offered,
        boolean answered) {}
