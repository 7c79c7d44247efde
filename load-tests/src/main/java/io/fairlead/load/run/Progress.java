package io.fairlead.load.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.fairlead.load.record.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param second        since it began
 * @param online        devices that are registered
 * @param heartbeats    per second
 * @param introductions per second
 * @param slowest       of the processes' 99th percentiles of introductions, in milliseconds; NaN when there were none
 * @param sessions      that run
 * @param megabytes     that sessions received per second
 * @param failures      so far
 */
public record Progress(int second, double online, double heartbeats, double introductions, double slowest,
        double sessions, double megabytes, double failures) {
    private static final String MARK = "progress ";
    private static final double MEGA = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    static Progress of(Interval interval, double failures) {
        return new Progress((int) Math.round(interval.end()), zero(interval.level("devices.online")),
                interval.rate("devices.heartbeats"), interval.rate("introductions.asked"),
                interval.times("introductions.answer").p99() / MICROS_PER_MILLI,
                zero(interval.level("sessions.running")), interval.rate("traffic.received") / MEGA, failures);
    }

    private static double zero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** A line for the process that has started this one. */
    String line() {
        JsonObject object = new JsonObject();
        object.addProperty("second", second);
        object.addProperty("online", online);
        object.addProperty("heartbeats", heartbeats);
        object.addProperty("introductions", introductions);
        object.addProperty("slowest", Double.isNaN(slowest) ? -1 : slowest);
        object.addProperty("sessions", sessions);
        object.addProperty("megabytes", megabytes);
        object.addProperty("failures", failures);
        return MARK + object;
    }

    /** Reads such a line; empty when it is another one. */
    static Optional<Progress> read(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            JsonObject object = JsonParser.parseString(line.substring(MARK.length())).getAsJsonObject();
            double slowest = object.get("slowest").getAsDouble();
            return Optional.of(new Progress(object.get("second").getAsInt(), object.get("online").getAsDouble(),
                    object.get("heartbeats").getAsDouble(), object.get("introductions").getAsDouble(),
                    slowest < 0 ? Double.NaN : slowest, object.get("sessions").getAsDouble(),
                    object.get("megabytes").getAsDouble(), object.get("failures").getAsDouble()));
        } catch (JsonSyntaxException | IllegalStateException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Those of several processes together. */
    Progress plus(Progress other) {
        return new Progress(Math.min(second, other.second), online + other.online, heartbeats + other.heartbeats,
                introductions + other.introductions,
                Double.isNaN(slowest)
                        ? other.slowest
                        : Double.isNaN(other.slowest) ? slowest : Math.max(slowest, other.slowest),
                sessions + other.sessions, megabytes + other.megabytes, failures + other.failures);
    }

    /**
     * Says it to people.
     *
     * @return one line
     */
    public String text() {
        String times = Double.isNaN(slowest) ? "" : String.format(Locale.ROOT, " (p99 %.0f ms)", slowest);
        return String.format(Locale.ROOT, "%4d s  %,.0f devices online, %,.0f heartbeats/s, %.1f introductions/s%s,"
                + " %,.0f sessions, %.1f MB/s, %,.0f failures", second, online, heartbeats, introductions, times,
                sessions, megabytes, failures);
    }
}
