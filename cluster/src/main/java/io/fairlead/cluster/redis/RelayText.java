package io.fairlead.cluster.redis;

import io.fairlead.cluster.relay.RelayAnnouncement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a relay says of itself, as text of lines {@code name=value}. Versions read each other's: a name that is not
 * known is passed over, and a name that is missing has its default. A name never gets another meaning.
 */
final class RelayText {
    private RelayText() {}

    static String write(RelayAnnouncement relay) {
        return "address=" + line(relay.address())
                + "\nregion=" + line(relay.region())
                + "\nload=" + relay.load()
                + "\nsessions=" + relay.sessions()
                + "\ndraining=" + relay.draining()
                + "\nversion=" + line(relay.version());
    }

    /** An operator's word has no line feed but by mistake, and a mistake must not become another name's value. */
    private static String line(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    /** Empty when a number is none, or out of range. */
    static Optional<RelayAnnouncement> read(String nodeId, String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        try {
            return Optional.of(new RelayAnnouncement(
                    nodeId,
                    values.getOrDefault("address", ""),
                    values.getOrDefault("region", ""),
                    Double.parseDouble(values.getOrDefault("load", "0")),
                    Integer.parseInt(values.getOrDefault("sessions", "0")),
                    Boolean.parseBoolean(values.get("draining")),
                    values.getOrDefault("version", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
