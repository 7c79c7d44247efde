package io.fairlead.relay.console;

import io.fairlead.cluster.settings.SharedSettings;
import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.leg.RelayNode;
import io.fairlead.relay.limit.AddressList;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator changes at run time, on all relays of a cluster at once: the lists and the bandwidth rules. What is
 * changed counts here at once, also while the store is away, and there within a second or two. Safe for use by any
 * thread.
 */
public final class RelaySettings {
    private static final Logger log = LoggerFactory.getLogger(RelaySettings.class);
    private static final String BLACKLIST = "relay-blacklist";
    private static final String BLOCKLIST = "relay-blocklist";

    /** Single, total, limit in Mb/s, threshold, and start check in seconds, separated by blanks. */
    private static final String BANDWIDTH = "relay-bandwidth";

    private static final int BANDWIDTH_PARTS = 5;

    private final SharedSettings shared;
    private final RelayNode node;

    /**
     * Follows what is changed anywhere.
     *
     * @param shared where changes are shared; not closed by this
     * @param node   whose lists and rules are changed
     */
    public RelaySettings(SharedSettings shared, RelayNode node) {
        this.shared = shared;
        this.node = node;
        shared.onChange(this::follow);
    }

    private void follow(Map<String, String> settings) {
        replace(node.blacklist(), settings.get(BLACKLIST));
        replace(node.blocklist(), settings.get(BLOCKLIST));
        String bandwidth = settings.get(BANDWIDTH);
        if (bandwidth != null && !bandwidth.equals(text(node.bandwidth().rules()))) {
            try {
                BandwidthRules rules = rules(bandwidth);
                node.bandwidth().change(_ -> rules);
            } catch (IllegalArgumentException e) {
                // A later version may write what this one does not know.
                log.atWarn().addKeyValue("setting", BANDWIDTH).addKeyValue("value", bandwidth)
                        .log("shared setting not understood, the former stays");
            }
        }
    }

    private static void replace(AddressList list, String addresses) {
        if (addresses != null) {
            list.replace(Arrays.stream(addresses.split(",")).filter(text -> !text.isBlank()).toList());
        }
    }

    private static BandwidthRules rules(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length < BANDWIDTH_PARTS) {
            throw new IllegalArgumentException(BANDWIDTH + ": '" + text + "' (expected: five numbers)");
        }
        return new BandwidthRules(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]), Double.parseDouble(parts[3]),
                Duration.ofSeconds(Long.parseLong(parts[4])));
    }

    private static String text(BandwidthRules rules) {
        return rules.single() + " " + rules.total() + " " + rules.limit() + " " + rules.downgradeThreshold() + " "
                + rules.downgradeStartCheck().toSeconds();
    }

    /**
     * A list was changed here.
     *
     * @param list the black list or the block list of the node
     */
    public void listChanged(AddressList list) {
        List<String> all = list.all();
        shared.put(list.equals(node.blacklist()) ? BLACKLIST : BLOCKLIST, String.join(",", all));
    }

    /** A rule was changed here. */
    public void bandwidthChanged() {
        shared.put(BANDWIDTH, text(node.bandwidth().rules()));
    }
}
