package io.fairlead.cluster.redis;

import io.fairlead.cluster.enrolment.DeviceRule;
import io.fairlead.cluster.enrolment.DeviceRule.State;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's word as fields of a hash: {@code i:ID} for what is said of an id, {@code u:HASH} for what is said of a
 * device. A value's lines are state, tenant and uuid hash, or, of an id that was removed,
 * what tells one removal from the next; later versions may add lines, which this one passes over.
 */
final class EnrolmentText {
    static final String APPROVED = "approved";
    static final String BLOCKED = "blocked";
    static final String REMOVED = "removed";

    private static final String BY_ID = "i:";
    private static final String BY_UUID = "u:";
    private static final int PENDING_LINES = 4;

    private EnrolmentText() {}

    /** One field's value. */
    record Rule(String state, String tenant, Optional<String> uuidHash) {
        static Rule read(String value) {
            String[] lines = value.split("\n", -1);
            return new Rule(lines[0], line(lines, 1), Optional.of(line(lines, 2)).filter(hash -> !hash.isEmpty()));
        }

        private static String line(String[] lines, int index) {
            return index < lines.length ? lines[index] : "";
        }

        String text() {
            return state + "\n" + tenant.replace('\n', ' ') + "\n" + uuidHash.orElse("");
        }

        /** A state of a later version can only be a finer kind of not letting in: the others are all there. */
        private DeviceRule rule() {
            return new DeviceRule(APPROVED.equals(state) ? State.APPROVED : State.BLOCKED, tenant);
        }
    }

    static String idField(String id) {
        return BY_ID + id;
    }

    static String uuidField(String uuidHash) {
        return BY_UUID + uuidHash;
    }

    static Enrolment enrolment(Map<String, String> fields) {
        Map<String, DeviceRule> byId = new HashMap<>();
        Map<String, String> uuids = new HashMap<>();
        Map<String, DeviceRule> byUuid = new HashMap<>();
        Map<String, String> removed = new HashMap<>();
        fields.forEach((field, value) -> {
            Rule rule = Rule.read(value);
            String name = field.substring(Math.min(BY_ID.length(), field.length()));
            if (field.startsWith(BY_UUID)) {
                byUuid.put(name, rule.rule());
            } else if (field.startsWith(BY_ID) && REMOVED.equals(rule.state())) {
                removed.put(name, rule.uuidHash().orElse(""));
            } else if (field.startsWith(BY_ID)) {
                byId.put(name, rule.rule());
                rule.uuidHash().ifPresent(hash -> uuids.put(name, hash));
            }
        });
        return new Enrolment(byId, uuids, byUuid, removed);
    }

    /**
     * A refused device's uuid hash, address, attempts and last attempt, each a line. Empty when it is not understood.
     */
    static Optional<EnrolmentBook.Pending> pending(String id, String value) {
        String[] lines = value.split("\n", -1);
        try {
            return lines.length < PENDING_LINES
                    ? Optional.empty()
                    : Optional.of(new EnrolmentBook.Pending(
                            id, lines[0], lines[1], Long.parseLong(lines[2]), Long.parseLong(lines[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Those of which nothing has been said, the last one first. */
    static List<EnrolmentBook.Pending> pending(Enrolment word, Map<String, String> refused) {
        List<EnrolmentBook.Pending> pending = new ArrayList<>();
        refused.forEach((id, value) -> pending(id, value).filter(device -> isPending(word, device))
                .ifPresent(pending::add));
        pending.sort(Comparator.comparingLong(EnrolmentBook.Pending::lastSeen).reversed());
        return pending;
    }

    private static boolean isPending(Enrolment word, EnrolmentBook.Pending device) {
        boolean isNamed = word.byId().containsKey(device.id())
                && word.uuids().getOrDefault(device.id(), device.uuidHash()).equals(device.uuidHash());
        return !isNamed && !word.byUuid().containsKey(device.uuidHash());
    }
}
