package io.fairlead.cluster.courier;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import java.net.InetSocketAddress;

/**
 * A device's answer on its way to the requester that it names. The node that holds the requester checks it against what
 * the requester asked before anything is written.
 *
 * @param requester the requester's address, as the device gave it back
 * @param device    the device's address as seen on the connection that carried the answer
 * @param transport how it came; a datagram's source may be forged
 * @param message   the serialized message as the device sent it
 */
public record DeviceAnswer(InetSocketAddress requester, InetSocketAddress device, Transport transport,
        OpaqueBytes message) {}
