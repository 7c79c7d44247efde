package io.fairlead.load.traffic;

import java.util.SplittableRandom;

/** Mouse and keys in bursts, while something happens. */
final class InputSource implements Source {
    private final Profile.Input input;
    private final Activity activity;
    private final SplittableRandom random;
    private long at;
    private long left;
    private int bytes;

    InputSource(Profile.Input input, Activity activity, SplittableRandom random) {
        this.input = input;
        this.activity = activity;
        this.random = random;
        this.at = activity.after(0, Seeds.nanos(input.between().draw(random)));
        burst();
    }

    private void burst() {
        left = Math.max(1, Math.round(input.burst().draw(random)));
        size();
    }

    private void size() {
        bytes = Math.max(1, (int) input.bytes().draw(random));
    }

    @Override
    public long at() {
        return at;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public MessageKind kind() {
        return MessageKind.INPUT;
    }

    @Override
    public void advance() {
        left--;
        if (left > 0) {
            at = activity.after(at, Seeds.nanos(input.within().draw(random)));
            size();
        } else {
            at = activity.after(at, Seeds.nanos(input.between().draw(random)));
            burst();
        }
    }
}
