package io.fairlead.cli.admin.view;

/**
 * A device that was refused and of which nothing has been said since.
 *
 * @param id that it wanted
 * @param ip where it came from last
 * @param attempts how often it tried
 * @param lastSeen when, RFC 3339, UTC
 */
public record PendingDevice(
        String id,
        String ip,
        long attempts,
        String lastSeen) {}
