package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * Devices that were refused, the last one first.
 *
 * @param devices at most as many as were asked for
 * @param total how many there are
 */
public record PendingList(
        List<PendingDevice> devices,
        int total) {}
