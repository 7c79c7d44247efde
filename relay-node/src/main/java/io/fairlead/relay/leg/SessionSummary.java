package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.DataPath;

/**
 * A session, for log, metric and audit. Its uuid is not here: who knows it can take a side's place.
 *
 * @param number        counts the node's sessions
 * @param first         the side that came first
 * @param second        the side that came second
 * @param bytesToSecond forwarded from first to second
 * @param bytesToFirst  forwarded from second to first
 * @param durationNanos since it began
 * @param path          that the last bytes took
 * @param bytesSpliced  of all these bytes, those that were not copied
 * @param reason        why it ended; {@link EndReason#CLOSED} while it runs
 */
public record SessionSummary(
        long number,
        LegSummary first,
        LegSummary second,
        long bytesToSecond,
        long bytesToFirst,
        long durationNanos,
        DataPath path,
        long bytesSpliced,
        EndReason reason) {

    /**
     * Says how both are connected.
     *
     * @return the kinds, first then second
     */
    public String kinds() {
        return first.kind() + "-" + second.kind();
    }

    /**
     * Names the device, if either side named it.
     *
     * @return its id; empty when neither did
     */
    public String deviceId() {
        return first.deviceId().isEmpty() ? second.deviceId() : first.deviceId();
    }
}
