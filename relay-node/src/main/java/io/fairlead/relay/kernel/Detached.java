package io.fairlead.relay.kernel;

import io.netty.buffer.ByteBuf;

/**
 * A connection that Netty has given up.
 *
 * @param socket  its file descriptor, non-blocking; who has this owns it
 * @param early   what has been read from it and not been forwarded; who has this releases it
 * @param onClose told when the connection is closed
 */
public record Detached(int socket, ByteBuf early, Runnable onClose) {}
