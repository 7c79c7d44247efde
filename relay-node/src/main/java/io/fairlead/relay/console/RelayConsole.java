package io.fairlead.relay.console;

import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.leg.RelayNode;
import io.fairlead.relay.leg.RelaySession;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.limit.AddressList;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The console of the relay: the commands and the form of the answers are those that operators' scripts know from the
 * open server. Safe for use by any thread.
 */
public final class RelayConsole {
    private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024;

    private static final String HELP = """
            blacklist-add(ba) <ip>
            blacklist-remove(br) <ip>
            blacklist(b) <ip>
            blocklist-add(Ba) <ip>
            blocklist-remove(Br) <ip>
            blocklist(B) <ip>
            downgrade-threshold(dt) [value]
            downgrade-start-check(t) [value(second)]
            limit-speed(ls) [value(Mb/s)]
            total-bandwidth(tb) [value(Mb/s)]
            single-bandwidth(sb) [value(Mb/s)]
            usage(u)
            """;

    private final RelayNode node;
    private final RelaySettings settings;

    /**
     * A console for one node.
     *
     * @param node     what is shown and changed
     * @param settings told of what is changed
     */
    public RelayConsole(RelayNode node, RelaySettings settings) {
        this.node = node;
        this.settings = settings;
    }

    /**
     * The words that a line may start with; by them a line is told from a client's frame.
     *
     * @return all of them; the short forms of black and block lists differ by case alone
     */
    public static Set<String> words() {
        return Set.of("h", "help", "blacklist-add", "ba", "blacklist-remove", "br", "blacklist", "b", "blocklist-add",
                "Ba", "blocklist-remove", "Br", "blocklist", "B", "downgrade-threshold", "dt",
                "downgrade-start-check", "t", "limit-speed", "ls", "total-bandwidth", "tb", "single-bandwidth", "sb",
                "usage", "u");
    }

    /**
     * Carries out a line.
     *
     * @param line a command and its argument
     * @return what is to be shown; empty for commands that only change something
     */
    public String run(String line) {
        List<String> parts = Arrays.asList(line.strip().split("\\s+"));
        Optional<String> argument = parts.stream().skip(1).findFirst();
        return switch (parts.getFirst()) {
            case "blacklist-add", "ba" -> add(node.blacklist(), argument);
            case "blacklist-remove", "br" -> remove(node.blacklist(), argument);
            case "blacklist", "b" -> show(node.blacklist(), argument);
            case "blocklist-add", "Ba" -> add(node.blocklist(), argument);
            case "blocklist-remove", "Br" -> remove(node.blocklist(), argument);
            case "blocklist", "B" -> show(node.blocklist(), argument);
            case "downgrade-threshold", "dt" ->
                rule(argument, rules -> rules.downgradeThreshold() + "\n", (rules, value) -> new BandwidthRules(
                        rules.single(), rules.total(), rules.limit(), value, rules.downgradeStartCheck()));
            case "downgrade-start-check", "t" ->
                rule(argument, rules -> rules.downgradeStartCheck().toSeconds() + "s\n",
                        (rules, value) -> new BandwidthRules(rules.single(), rules.total(), rules.limit(),
                                rules.downgradeThreshold(), Duration.ofSeconds(value.longValue())));
            case "limit-speed", "ls" ->
                rule(argument, rules -> megabits(rules.limit()), (rules, value) -> new BandwidthRules(
                        rules.single(), rules.total(), value, rules.downgradeThreshold(),
                        rules.downgradeStartCheck()));
            case "total-bandwidth", "tb" ->
                rule(argument, rules -> megabits(rules.total()), (rules, value) -> new BandwidthRules(
                        rules.single(), value, rules.limit(), rules.downgradeThreshold(),
                        rules.downgradeStartCheck()));
            case "single-bandwidth", "sb" ->
                rule(argument, rules -> megabits(rules.single()), (rules, value) -> new BandwidthRules(
                        value, rules.total(), rules.limit(), rules.downgradeThreshold(),
                        rules.downgradeStartCheck()));
            case "usage", "u" -> usage();
            default -> HELP;
        };
    }

    private String add(AddressList list, Optional<String> argument) {
        String wrong = argument.stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .filter(text -> !list.add(text))
                .map(text -> "'" + text + "' (expected: an IP address)\n")
                .collect(Collectors.joining());
        settings.listChanged(list);
        return wrong;
    }

    private String remove(AddressList list, Optional<String> argument) {
        argument.stream().flatMap(text -> Arrays.stream(text.split(","))).forEach(list::remove);
        settings.listChanged(list);
        return "";
    }

    private static String show(AddressList list, Optional<String> argument) {
        return argument.map(text -> list.contains(text) + "\n")
                .orElseGet(() -> list.all().stream().map(a -> a + "\n").collect(Collectors.joining()));
    }

    private String rule(
            Optional<String> argument,
            Function<BandwidthRules, String> shown,
            BiFunction<BandwidthRules, Double, BandwidthRules> changed) {
        if (argument.isEmpty()) {
            return shown.apply(node.bandwidth().rules());
        }
        try {
            double value = Double.parseDouble(argument.get());
            node.bandwidth().change(rules -> changed.apply(rules, value));
            settings.bandwidthChanged();
            return "";
        } catch (NumberFormatException e) {
            return "'" + argument.get() + "' (expected: a number)\n";
        } catch (IllegalArgumentException e) {
            return e.getMessage() + "\n";
        }
    }

    private static String megabits(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() + "Mb/s\n";
    }

    private String usage() {
        long now = node.clock().getAsLong();
        return node.sessions().running().stream()
                .map(session -> line(session.summary(now), session.usage(now)))
                .collect(Collectors.joining());
    }

    private static String line(SessionSummary session, RelaySession.Usage usage) {
        InetSocketAddress who = session.second().from();
        String host = who.getAddress().getHostAddress();
        return String.format(
                Locale.ROOT,
                "%s:%d: %ds %.2fMB %dkb/s %dkb/s %dkb/s\n",
                host,
                who.getPort(),
                usage.seconds(),
                usage.bytes() / BYTES_PER_MEGABYTE,
                usage.highest(),
                usage.average(),
                usage.current());
    }
}
