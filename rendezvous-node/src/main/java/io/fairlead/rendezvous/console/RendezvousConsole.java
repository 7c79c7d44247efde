package io.fairlead.rendezvous.console;

import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.rendezvous.RuntimeSettings;
import io.fairlead.rendezvous.connect.Explainer;
import io.fairlead.rendezvous.connect.PunchLog;
import io.fairlead.rendezvous.connect.RelaySelector;
import io.fairlead.rendezvous.limit.AddressLimiter;
import io.fairlead.rendezvous.limit.AddressUse;
import io.fairlead.rendezvous.registration.IpChanges;
import java.net.InetAddress;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The console of the rendezvous server: the commands and the form of the answers are those that operators' scripts know
 * from the open server. Safe for use by any thread.
 */
public final class RendezvousConsole {
    private static final int PAGE = 10;

    private static final String HELP = """
            relay-servers(rs) <separated by ,>
            reload-geo(rg)
            ip-blocker(ib) [<ip>|<number>] [-]
            ip-changes(ic) [<id>|<number>] [-]
            punch-requests(pr) [<number>] [-]
            always-use-relay(aur) [Y|N]
            test-geo(tg) <ip1> <ip2>
            explain(ex) <ip|id> <ip|id>
            """;

    private final RelayDirectory relays;
    private final RelaySelector selector;
    private final AddressLimiter limiter;
    private final IpChanges ipChanges;
    private final PunchLog punchLog;
    private final RuntimeSettings settings;
    private final Explainer explainer;
    private final LongSupplier clock;

    /**
     * A console for one node.
     *
     * @param relays    the relays, listed by {@code rs}
     * @param selector  chooses a relay for {@code tg}
     * @param limiter   what addresses have used, for {@code ib}
     * @param ipChanges for {@code ic}
     * @param punchLog  for {@code pr}
     * @param settings  changed by {@code rs} and {@code aur}
     * @param explainer for {@code explain}, which the open server does not have
     * @param clock     monotonic time, in nanoseconds
     */
    public RendezvousConsole(
            RelayDirectory relays,
            RelaySelector selector,
            AddressLimiter limiter,
            IpChanges ipChanges,
            PunchLog punchLog,
            RuntimeSettings settings,
            Explainer explainer,
            LongSupplier clock) {
        this.relays = relays;
        this.selector = selector;
        this.limiter = limiter;
        this.ipChanges = ipChanges;
        this.punchLog = punchLog;
        this.settings = settings;
        this.explainer = explainer;
        this.clock = clock;
    }

    /**
     * The words that a line may start with; by them a line is told from a client's frame.
     *
     * @return all of them, in lower case
     */
    public static Set<String> words() {
        return Set.of("h", "help", "rs", "relay-servers", "rg", "reload-geo", "ib", "ip-blocker", "ic", "ip-changes",
                "pr", "punch-requests", "aur", "always-use-relay", "tg", "test-geo", "ex", "explain");
    }

    /**
     * Carries out a line.
     *
     * @param line a command and its arguments
     * @return what is to be shown; empty for commands that only change something; does not fail
     */
    public CompletionStage<String> run(String line) {
        List<String> parts = Arrays.asList(line.strip().split("\\s+"));
        List<String> arguments = parts.subList(1, parts.size());
        String command = parts.getFirst().toLowerCase(Locale.ROOT);
        if ((command.equals("ex") || command.equals("explain")) && arguments.size() == 2) {
            return explainer.explain(arguments.getFirst(), arguments.getLast());
        }
        return CompletableFuture.completedStage(run(command, arguments));
    }

    private String run(String command, List<String> arguments) {
        return switch (command) {
            case "rs", "relay-servers" -> relayServers(arguments);
            case "ib", "ip-blocker" -> ipBlocker(arguments);
            case "ic", "ip-changes" -> ipChanges(arguments);
            case "pr", "punch-requests" -> punchRequests(arguments);
            case "aur", "always-use-relay" -> alwaysUseRelay(arguments);
            case "tg", "test-geo" -> '"' + selector.select().address() + '"';
            case "rg", "reload-geo" -> "";
            default -> HELP;
        };
    }

    private String relayServers(List<String> arguments) {
        if (arguments.isEmpty()) {
            return relays.relays().stream().map(RelayNode::address).map(a -> a + "\n").collect(Collectors.joining());
        }
        try {
            settings.relayServers(Arrays.stream(arguments.getFirst().split(","))
                    .filter(address -> !address.isBlank())
                    .toList());
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage() + "\n";
        }
    }

    private String ipBlocker(List<String> arguments) {
        long now = clock.getAsLong();
        boolean clear = clears(arguments);
        Optional<InetAddress> one = arguments.stream().findFirst().flatMap(RendezvousConsole::address);
        if (one.isPresent()) {
            String shown = limiter.use(one.get(), now).map(RendezvousConsole::used).orElse("");
            if (clear) {
                limiter.forget(one.get());
            }
            return limiter.uses(now).size() + "\n" + shown;
        }
        if (clear) {
            limiter.forgetAll();
        }
        List<AddressUse> uses = limiter.uses(now);
        return uses.size() + "\n"
                + uses.stream()
                        .skip(start(arguments))
                        .limit(PAGE)
                        .map(use -> use.address().getHostAddress() + ": " + used(use))
                        .collect(Collectors.joining());
    }

    private static String used(AddressUse use) {
        return use.keys() + "/" + use.keysAge() + "s " + use.ids() + "/" + use.idsAge() + "s\n";
    }

    private String ipChanges(List<String> arguments) {
        boolean clear = clears(arguments);
        Optional<String> first = arguments.stream().findFirst().filter(a -> !"-".equals(a));
        Optional<IpChanges.Change> one = first.flatMap(ipChanges::find);
        if (one.isPresent()) {
            if (clear) {
                ipChanges.forget(first.get());
            }
            return ipChanges.all().size() + "\n" + changed(one.get());
        }
        if (clear) {
            ipChanges.forgetAll();
        }
        Map<String, IpChanges.Change> all = ipChanges.all();
        return all.size() + "\n"
                + all.entrySet().stream()
                        .skip(start(arguments))
                        .limit(PAGE)
                        .map(entry -> entry.getKey() + ": " + changed(entry.getValue()))
                        .collect(Collectors.joining());
    }

    private String changed(IpChanges.Change change) {
        String addresses = change.addresses().entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
        return TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - change.since()) + "s " + addresses + "\n";
    }

    private String punchRequests(List<String> arguments) {
        if (clears(arguments)) {
            punchLog.clear();
        }
        return punchLog.entries().stream()
                .skip(start(arguments))
                .map(entry -> entry.at().truncatedTo(ChronoUnit.SECONDS) + " "
                        + entry.requester().getHostAddress() + " -> " + entry.deviceId() + "@"
                        + entry.device().getHostAddress() + "\n")
                .collect(Collectors.joining());
    }

    private String alwaysUseRelay(List<String> arguments) {
        if (arguments.isEmpty()) {
            return "ALWAYS_USE_RELAY: " + settings.alwaysUseRelay() + "\n";
        }
        settings.alwaysUseRelay("Y".equalsIgnoreCase(arguments.getFirst()));
        return "";
    }

    private static boolean clears(List<String> arguments) {
        return !arguments.isEmpty() && "-".equals(arguments.getLast());
    }

    private static long start(List<String> arguments) {
        return arguments.stream()
                .findFirst()
                .filter(a -> a.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .orElse(0L);
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return text.matches("\\d+") ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
