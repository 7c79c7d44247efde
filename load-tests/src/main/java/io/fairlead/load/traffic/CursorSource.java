package io.fairlead.load.traffic;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The device tells where the pointer is when an input has moved it, as the controller planned that input. */
final class CursorSource implements Source {
    /** A device looks for the pointer about as often as a screen is drawn. */
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(33);
    private static final int BYTES = 24;

    private final InputSource input;
    private final double echo;
    private final SplittableRandom random;

    /** {@code input} is a copy of its own of what the controller sends. */
    CursorSource(InputSource input, double echo, SplittableRandom random) {
        this.input = input;
        this.echo = echo;
        this.random = random;
        skip();
    }

    private void skip() {
        while (random.nextDouble() >= echo) {
            input.advance();
        }
    }

    @Override
    public long at() {
        return input.at() + DELAY;
    }

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public MessageKind kind() {
        return MessageKind.CURSOR;
    }

    @Override
    public void advance() {
        input.advance();
        skip();
    }
}
