package io.fairlead.cli.admin.view;

/**
 * A device that is stored.
 *
 * @param id the device
 * @param state known, approved or blocked, as the operator has said
 * @param tenant whose it is; main for the operator's own
 * @param ip address that it last confirmed its key from; empty when unknown
 * @param created when it was first stored, UTC, {@code yyyy-MM-dd HH:mm:ss}
 * @param online whether a node holds it
 */
public record DeviceRow(
        String id,
        String state,
        String tenant,
        String ip,
        String created,
        boolean online) {}
