package io.fairlead.cluster.redis;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Builds all keys; see {@code docs/redis.md}. Each kind has one letter, as there may be a million of a kind. No two
 * keys are ever used in one command, so that a Redis Cluster may spread them as it likes; but for a device and the
 * epoch of its bucket, which lie in one slot.
 */
final class RedisKeys {
    /** So many groups of devices a Redis Cluster can spread over its masters. */
    static final int BUCKETS = 128;

    private final String prefix;

    RedisKeys(String prefix) {
        this.prefix = prefix + ":";
    }

    /** Hash: a device's identity and route. */
    byte[] device(String id) {
        return key("d:" + tag(bucket(id)) + id);
    }

    /** The group that a device belongs to; from 0 to {@link #BUCKETS} - 1. */
    static int bucket(String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    /** What stands in braces decides on the slot, whatever an id contains. */
    private static String tag(int bucket) {
        return "{" + HexFormat.of().toHexDigits((byte) bucket) + "}";
    }

    /** The beginning of the keys of a bucket's devices. */
    int devicePrefixLength() {
        return key("d:" + tag(0)).length;
    }

    /** Hash: rendezvous nodes that live, by node id. */
    byte[] nodes() {
        return key("nodes");
    }

    /** String: names the store's content; another name means that it was lost. */
    byte[] epoch() {
        return key("epoch");
    }

    /** The same for the devices of one bucket, as each master of a Redis Cluster loses its own. */
    byte[] epoch(int bucket) {
        return key("epoch:" + tag(bucket));
    }

    /** String: the public key that all nodes must have. */
    byte[] serverKey() {
        return key("key");
    }

    /** Set, 30 s: nodes that hold a requester at an address, {@code ip port}. */
    byte[] requester(String address) {
        return key("q:" + address);
    }

    /** String, 30 s: the relay that holds a session's first leg. */
    byte[] parkedLeg(String uuid) {
        return key("p:" + uuid);
    }

    /** String, 60 s: a session was introduced. */
    byte[] session(String uuid) {
        return key("s:" + uuid);
    }

    /** String, for a while: what one node notes for the others. */
    byte[] note(String topic) {
        return key("t:" + topic);
    }

    /** Hash: relays that live, by node id. */
    byte[] relays() {
        return key("relays");
    }

    /** Hash: nodes that take operators' commands, by node id. */
    byte[] control() {
        return key("control");
    }

    /** List, 10 s: messages for a node. */
    byte[] mailbox(String nodeId) {
        return key("m:" + nodeId);
    }

    /** Hash: settings that operators changed. */
    byte[] settings() {
        return key("settings");
    }

    /** Hash: the operator's word about ids and uuids. */
    byte[] enrolment() {
        return key("enrolment");
    }

    /** Hash: devices that were refused, for the operator to look at. */
    byte[] refused() {
        return key("refused");
    }

    /** Stream: audit lines of all nodes, for other programs. */
    byte[] audit() {
        return key("audit");
    }

    /** The beginning of all devices' keys. */
    String devicePrefix() {
        return prefix + "d:";
    }

    /** What the keys of devices match whose ids begin so; nothing in an id is taken for a wildcard. */
    String devicePattern(String idPrefix) {
        return devicePrefix() + "{??}" + idPrefix.replaceAll("[\\[\\]*?\\\\^-]", "\\\\$0") + "*";
    }

    private byte[] key(String name) {
        return (prefix + name).getBytes(StandardCharsets.UTF_8);
    }
}
