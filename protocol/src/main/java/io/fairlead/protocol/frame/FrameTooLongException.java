package io.fairlead.protocol.frame;

import io.netty.handler.codec.DecoderException;

/** A peer announced a longer frame than is accepted. Without a stack, as a hostile peer can cause any number. */
public final class FrameTooLongException extends DecoderException {
    private static final long serialVersionUID = 1L;

    FrameTooLongException(int announced, int accepted) {
        super("frame length: " + announced + " (expected: 0.." + accepted + ")");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
