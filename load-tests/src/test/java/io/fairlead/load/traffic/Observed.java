package io.fairlead.load.traffic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What sessions of a kind were seen to send. */
final class Observed {
    /** A stretch without a frame of so long is a pause, whatever the frame rate. */
    private static final long PAUSE = 1_500_000_000L;
    private static final double NANOS = 1e9;

    final Map<MessageKind, Long> counts = new EnumMap<>(MessageKind.class);
    final Map<MessageKind, Long> bytes = new EnumMap<>(MessageKind.class);
    final List<Integer> keyFrames = new ArrayList<>();
    final List<Double> rates = new ArrayList<>();
    double seconds;
    double paused;
    int longest;

    /** Walks along both sides of sessions. */
    static Observed of(TrafficModel model, SessionKind kind, long seed, int sessions, long seconds) {
        Observed seen = new Observed();
        for (int i = 0; i < sessions; i++) {
            SessionPlan plan = model.session(seed, i, kind).lasting(Seeds.nanos(seconds));
            seen.add(plan, Side.DEVICE);
            seen.add(plan, Side.CONTROLLER);
            seen.seconds += seconds;
        }
        return seen;
    }

    private void add(SessionPlan plan, Side side) {
        long ofSession = 0;
        long lastFrame = 0;
        for (MessageStream stream = plan.messages(side); stream.hasMessage(); stream.advance()) {
            MessageKind kind = stream.kind();
            counts.merge(kind, 1L, Long::sum);
            bytes.merge(kind, (long) stream.bytes(), Long::sum);
            longest = Math.max(longest, stream.bytes());
            if (kind == MessageKind.KEY_FRAME || kind == MessageKind.DELTA_FRAME) {
                ofSession += stream.bytes();
                paused += stream.atNanos() - lastFrame > PAUSE ? (stream.atNanos() - lastFrame) / NANOS : 0;
                lastFrame = stream.atNanos();
            }
            if (kind == MessageKind.KEY_FRAME) {
                keyFrames.add(stream.bytes());
            }
        }
        if (side == Side.DEVICE) {
            rates.add(ofSession / (plan.durationNanos() / NANOS));
        }
    }

    double frameRate() {
        return frameBytes() / seconds;
    }

    private double frameBytes() {
        return bytes.getOrDefault(MessageKind.KEY_FRAME, 0L) + bytes.getOrDefault(MessageKind.DELTA_FRAME, 0L);
    }

    double perSecond(MessageKind kind) {
        return counts.getOrDefault(kind, 0L) / seconds;
    }

    double bytesPerSecond(MessageKind kind) {
        return bytes.getOrDefault(kind, 0L) / seconds;
    }
}
