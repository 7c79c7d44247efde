package io.fairlead.load.stream;

import io.fairlead.load.traffic.Side;

/**
 * Where what arrived was not what was sent.
 *
 * @param session number of the session
 * @param sender  who had sent it
 * @param offset  payload bytes of this direction before it, messages' payloads counted one after the other
 * @param what    what is wrong, in words, with what was expected
 */
public record Corruption(long session, Side sender, long offset, String what) {
    @Override
    public String toString() {
        return "session " + session + ", sent by the " + (sender == Side.DEVICE ? "device" : "controller") + ", byte "
                + offset + ": " + what;
    }
}
