package io.fairlead.cluster.enrolment;

import io.fairlead.cluster.OpaqueBytes;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's word about devices, as it is now. Immutable; pure.
 *
 * @param byId   rules for ids
 * @param uuids  of ids whose rule holds for one device only, that device's {@link UuidHash}
 * @param byUuid rules for devices by their {@link UuidHash}, whichever id they take
 * @param removed ids that were removed, until something else is said of them, with a mark that differs from one removal
 *                to the next
 */
public record Enrolment(
        Map<String, DeviceRule> byId,
        Map<String, String> uuids,
        Map<String, DeviceRule> byUuid,
        Map<String, String> removed) {
    /** Nothing has been said. */
    public static final Enrolment NONE = new Enrolment(Map.of(), Map.of(), Map.of(), Map.of());

    /**
     * Copies the maps.
     *
     * @throws NullPointerException when one is missing
     */
    public Enrolment {
        byId = Map.copyOf(byId);
        uuids = Map.copyOf(uuids);
        byUuid = Map.copyOf(byUuid);
        removed = Map.copyOf(removed);
    }

    /** Whether nothing has been said of anybody, so that nothing needs to be looked up. */
    private boolean isEmpty() {
        return byId.isEmpty() && byUuid.isEmpty();
    }

    /**
     * Says whether an id is blocked, whoever has it.
     *
     * @param id a device's id
     * @return true when it is
     */
    public boolean blocks(String id) {
        DeviceRule rule = byId.get(id);
        return rule != null && rule.state() == DeviceRule.State.BLOCKED;
    }

    /**
     * Says whether a device is blocked, by its id or by its uuid.
     *
     * @param id   its id
     * @param uuid its uuid
     * @return true when it is
     */
    public boolean blocks(String id, OpaqueBytes uuid) {
        return !isEmpty() && (blocks(id) || byUuid(uuid)
                .filter(rule -> rule.state() == DeviceRule.State.BLOCKED)
                .isPresent());
    }

    /**
     * Says whether a device that is not known yet is approved.
     *
     * @param id   the id that it takes
     * @param uuid its uuid
     * @return true when it is, by its id or by its uuid
     */
    public boolean approves(String id, OpaqueBytes uuid) {
        if (isEmpty() || blocks(id, uuid)) {
            return false;
        }
        if (byUuid(uuid).isPresent()) {
            return true;
        }
        String bound = uuids.get(id);
        return byId.containsKey(id) && (bound == null || bound.equals(UuidHash.of(uuid)));
    }

    /**
     * Says whose a device is.
     *
     * @param id   its id
     * @param uuid its uuid
     * @return empty for the main tenant's
     */
    public String tenant(String id, OpaqueBytes uuid) {
        if (isEmpty()) {
            return "";
        }
        return Optional.ofNullable(byId.get(id)).or(() -> byUuid(uuid)).map(DeviceRule::tenant).orElse("");
    }

    /**
     * Says whose an id is, as far as that is said of the id.
     *
     * @param id a device's id
     * @return empty for the main tenant's
     */
    public String tenant(String id) {
        DeviceRule rule = byId.get(id);
        return rule == null ? "" : rule.tenant();
    }

    /**
     * Says which ids' devices are to be dropped, as they were removed or blocked since.
     *
     * @param before what was said before
     * @return their ids
     */
    public Set<String> droppedSince(Enrolment before) {
        Set<String> dropped = new HashSet<>(removed.keySet());
        dropped.removeIf(id -> removed.get(id).equals(before.removed().get(id)));
        byId.keySet().stream().filter(id -> blocks(id) && !before.blocks(id)).forEach(dropped::add);
        return dropped;
    }

    private Optional<DeviceRule> byUuid(OpaqueBytes uuid) {
        return byUuid.isEmpty() ? Optional.empty() : Optional.ofNullable(byUuid.get(UuidHash.of(uuid)));
    }
}
