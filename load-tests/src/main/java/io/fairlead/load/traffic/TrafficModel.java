package io.fairlead.load.traffic;

import com.typesafe.config.Config;
import java.util.EnumMap;
import java.util.Map;

/**
 * How sessions of screen sharing are. {@code docs/traffic-model.md} tells where the default's numbers come from.
 * Immutable.
 *
 * @param profiles  of each kind; one at least has a weight
 * @param keepAlive seconds between messages that either side sends in any case
 * @param keepAliveBytes their payload
 */
public record TrafficModel(Map<SessionKind, Profile> profiles, Distribution keepAlive, int keepAliveBytes) {
    /** Copies and checks. */
    public TrafficModel {
        profiles = Map.copyOf(profiles);
        for (SessionKind kind : SessionKind.values()) {
            if (!profiles.containsKey(kind)) {
                throw new IllegalArgumentException("no profile of " + kind.key() + " (expected: one of each kind)");
            }
        }
        if (!(weight(profiles) > 0)) {
            throw new IllegalArgumentException("all weights are 0 (expected: one more than that)");
        }
    }

    private static double weight(Map<SessionKind, Profile> profiles) {
        return profiles.values().stream().mapToDouble(Profile::weight).sum();
    }

    /**
     * Reads the model that comes with the program.
     *
     * @return the default
     */
    public static TrafficModel standard() {
        return ModelReader.standard();
    }

    /**
     * Reads a model.
     *
     * @param changes what differs from the default, in the form of {@code default-model.conf}
     * @return the model
     * @throws com.typesafe.config.ConfigException when it says something unknown or wrong, with the place
     */
    public static TrafficModel of(Config changes) {
        return ModelReader.read(changes);
    }

    /**
     * Tells what share of sessions is of a kind.
     *
     * @param kind any
     * @return 0..1
     */
    public double share(SessionKind kind) {
        return profiles.get(kind).weight() / weight(profiles);
    }

    /**
     * Gives the same with sessions of other length; what happens in a second stays.
     *
     * @param factor multiplies durations, more than 0
     * @return the model
     */
    public TrafficModel withDurations(double factor) {
        Map<SessionKind, Profile> scaled = new EnumMap<>(SessionKind.class);
        profiles.forEach((kind, profile) -> scaled.put(kind, profile.withDurations(factor)));
        return new TrafficModel(scaled, keepAlive, keepAliveBytes);
    }

    /**
     * Plans a session of whichever kind comes by the weights.
     *
     * @param seed   of the run
     * @param number of the session in the run
     * @return the same for the same seed and number
     */
    public SessionPlan session(long seed, long number) {
        double at = Seeds.random(seed, number, Seeds.KIND).nextDouble() * weight(profiles);
        SessionKind chosen = null;
        for (SessionKind kind : SessionKind.values()) {
            double weight = profiles.get(kind).weight();
            if (weight > 0) {
                chosen = kind;
                if (at < weight) {
                    break;
                }
            }
            at -= weight;
        }
        return session(seed, number, chosen);
    }

    /**
     * Plans a session of a kind.
     *
     * @param seed   of the run
     * @param number of the session in the run
     * @param kind   which
     * @return the same for the same seed, number and kind
     */
    public SessionPlan session(long seed, long number, SessionKind kind) {
        double seconds = profiles.get(kind).duration().draw(Seeds.random(seed, number, Seeds.DURATION));
        return new SessionPlan(this, seed, number, kind, Seeds.nanos(seconds));
    }
}
