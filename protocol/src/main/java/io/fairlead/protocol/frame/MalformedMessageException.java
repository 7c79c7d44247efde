package io.fairlead.protocol.frame;

import io.netty.handler.codec.DecoderException;

/** A payload is no RendezvousMessage. Without a stack, as a hostile peer can cause any number of these. */
public final class MalformedMessageException extends DecoderException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(int length) {
        super("payload of " + length + " bytes is not a RendezvousMessage");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
