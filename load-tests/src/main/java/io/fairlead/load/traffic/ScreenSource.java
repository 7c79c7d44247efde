package io.fairlead.load.traffic;

import java.util.SplittableRandom;

/**
 * Frames: a key frame at the start and at each change of scene, others in between, none in pauses. Sizes are such that
 * over a long session the rate is the one that was drawn for it.
 */
final class ScreenSource implements Source {
    private static final int LEAST_FRAME = 64;
    /** Eight megabytes: a picture of 1920 x 1080 in full colour that is not compressed at all. */
    private static final int MOST_FRAME = 8 * 1024 * 1024;
    private static final double NANOS = 1e9;

    private final Profile.Screen screen;
    private final Activity activity;
    private final SplittableRandom random;
    private final double interval;
    private final double delta;
    private long at;
    private long activeTime;
    private long scene;
    private boolean key = true;
    private int bytes;

    ScreenSource(Profile.Screen screen, double activeShare, Activity activity, SplittableRandom rates,
            SplittableRandom random) {
        this.screen = screen;
        this.activity = activity;
        this.random = random;
        double rate = screen.rate().draw(rates) / activeShare;
        this.interval = 1 / screen.framesPerSecond().draw(rates);
        double ofKeys = screen.keyBytes().mean() / screen.scene().mean();
        double mean = Math.max(LEAST_FRAME, (rate - ofKeys) * interval * (1 + screen.irregular()));
        // A lognormal size has this mean when its median is so much less.
        this.delta = mean * Math.exp(-screen.deltaSigma() * screen.deltaSigma() / 2);
        this.scene = sceneAfter(0);
        size();
    }

    /** In active time, which goes on where the last scene began. */
    private long sceneAfter(long activeTime) {
        return activeTime + Seeds.nanos(screen.scene().draw(random));
    }

    private void size() {
        double drawn = key
                ? screen.keyBytes().draw(random)
                : delta * Math.exp(screen.deltaSigma() * Normal.quantile(positive(random.nextDouble())));
        bytes = (int) Math.clamp(drawn, LEAST_FRAME, MOST_FRAME);
    }

    private static double positive(double u) {
        return Math.max(u, Double.MIN_NORMAL);
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
        return key ? MessageKind.KEY_FRAME : MessageKind.DELTA_FRAME;
    }

    @Override
    public void advance() {
        double more = screen.irregular() == 0 ? 0 : -screen.irregular() * Math.log1p(-random.nextDouble());
        long step = Math.max(1, (long) (interval * (1 + more) * NANOS));
        at = activity.after(at, step);
        activeTime += step;
        key = activeTime >= scene;
        if (key) {
            scene = sceneAfter(scene);
        }
        size();
    }
}
