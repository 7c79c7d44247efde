package io.fairlead.cluster.courier;

/**
 * A message for a device.
 *
 * @param deviceId the device
 * @param message  the serialized message, as the device is to receive it; not to be changed
 */
public record DevicePush(String deviceId, byte[] message) {}
