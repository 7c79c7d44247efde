package io.fairlead.cli.admin.view;

/**
 * How fast a relay's sessions may be.
 *
 * @param singleBandwidth of one session, Mb/s
 * @param totalBandwidth of all, Mb/s
 * @param limitSpeed of a session that is held down, Mb/s
 * @param downgradeThreshold a session whose average is above this share is held down
 * @param downgradeStartCheck not before it has lasted so long, s
 */
public record BandwidthView(
        double singleBandwidth,
        double totalBandwidth,
        double limitSpeed,
        double downgradeThreshold,
        long downgradeStartCheck) {}
