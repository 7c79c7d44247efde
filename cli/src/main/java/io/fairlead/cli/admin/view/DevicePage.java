package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * Some devices.
 *
 * @param devices in the order of the store
 * @param next what {@code after} is to be for the next page; empty when there is none
 */
public record DevicePage(
        List<DeviceRow> devices,
        String next) {}
