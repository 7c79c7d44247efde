package io.fairlead.cli.command;

import io.fairlead.cli.network.WatchedNetworks;
import io.fairlead.cli.option.NetworkConfigs;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.protocol.message.NatType;
import io.fairlead.rendezvous.config.NetworkRules;
import io.fairlead.rendezvous.connect.AddressSelection;
import io.fairlead.rendezvous.connect.ConnectPlanner;
import io.fairlead.rendezvous.connect.Explanation;
import io.fairlead.rendezvous.connect.IntroductionFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code explain}: how a requester and a device would meet and which address each is told, by the options of a server
 * that need not run, or by one that runs on this machine.
 */
final class ExplainCommand implements Callable<Integer> {
    private static final String RUNNING = "--running";
    private static final String WEBSOCKET = "--websocket";
    private static final String FORCE_RELAY = "--force-relay";
    private static final String SYMMETRIC = "--symmetric";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CONSOLE_BEFORE_MAIN = 1;

    private final SettingsLoader loader;
    private final CommandSpec spec;

    ExplainCommand(Path workingDirectory, Map<String, String> environment) {
        this.loader = new SettingsLoader(workingDirectory, environment);
        this.spec = CommandSpec.wrapWithoutInspection(this).name("explain").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Tells how two sides would meet, why, and which relay address each is told. Nothing is"
                        + " sent to either.");
        spec.addPositional(positional("0", "REQUESTER", "Address of the side that controls."));
        spec.addPositional(positional("1", "DEVICE", "Address of the device, or its id with " + RUNNING + "."));
        spec.addOption(flag(RUNNING, "Ask the server that runs on this machine, by its console. Both sides may then be"
                + " ids of devices that are online."));
        spec.addOption(flag(WEBSOCKET, "The requester is on WebSocket."));
        spec.addOption(flag(FORCE_RELAY, "The requester wants a relay."));
        spec.addOption(flag(SYMMETRIC, "The requester's NAT is symmetric."));
        for (Setting setting : Setting.values()) {
            if (setting.appliesTo(Role.STANDALONE)) {
                spec.addOption(ServeCommand.option(setting));
            }
        }
    }

    CommandSpec spec() {
        return spec;
    }

    private static PositionalParamSpec positional(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
    }

    private boolean is(String flag) {
        return spec.findOption(flag).getValue() instanceof Boolean given && given;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String requester = spec.positionalParameters().get(0).getValue();
        String device = spec.positionalParameters().get(1).getValue();
        try {
            Settings settings = loader.load(Role.STANDALONE, ServeCommand.flags(spec));
            out.print(is(RUNNING) ? asked(settings, requester, device) : explained(settings, requester, device));
            out.flush();
            return ExitCode.OK;
        } catch (SettingsException e) {
            e.mistakes().forEach(mistake -> spec.commandLine().getErr().println("fairlead: " + mistake));
            return ExitCode.USAGE;
        }
    }

    private String explained(Settings settings, String requester, String device) throws SettingsException {
        NetworkConfigs configs = new NetworkConfigs(settings);
        try (WatchedNetworks networks = new WatchedNetworks(configs.options(), configs.file())) {
            NetworkRules rules = configs.rules(networks::table);
            List<RelayNode> relays = configs.relayServers().stream()
                    .map(address -> new RelayNode(address, true))
                    .toList();
            AddressSelection addresses = new AddressSelection(rules.views(), () -> relays, _ -> false);
            return Explanation.of(
                    new ConnectPlanner(rules.site()),
                    addresses,
                    new IntroductionFacts(
                            addresses.side(
                                    address(requester), is(WEBSOCKET) ? Transport.WEBSOCKET : Transport.TCP),
                            addresses.side(address(device), Transport.UDP),
                            is(SYMMETRIC) ? NatType.SYMMETRIC : NatType.ASYMMETRIC,
                            is(FORCE_RELAY),
                            configs.alwaysUseRelay()),
                    relays.stream().findFirst().orElse(RelayNode.BESIDE)).text();
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private static InetAddress address(String text) throws SettingsException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("'" + text + "' (expected: an IP address, or with " + RUNNING
                    + " the id of a device)"));
        }
    }

    private static String asked(Settings settings, String requester, String device)
            throws IOException, SettingsException {
        for (String side : List.of(requester, device)) {
            if (!side.matches("[A-Za-z0-9_.:-]{1,64}")) {
                throw new SettingsException(List.of("'" + side + "' (expected: an IP address or an id)"));
            }
        }
        int port = settings.optional(Setting.PORT).map(Integer::valueOf).orElse(21_116) - CONSOLE_BEFORE_MAIN;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(("explain " + requester + " " + device + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("no console at 127.0.0.1:" + port + ": " + e.getMessage()
                    + " (expected: a server on this machine, with console=on; give --port if it has another)", e);
        }
    }
}
