package io.fairlead.cluster.courier;

import io.fairlead.cluster.OpaqueBytes;

/**
 * A message for a device.
 *
 * @param deviceId the device
 * @param message  the serialized message, as the device is to receive it
 */
public record DevicePush(String deviceId, OpaqueBytes message) {}
