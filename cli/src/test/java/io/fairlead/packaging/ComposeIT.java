package io.fairlead.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.cli.option.ClusterConfigs;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.packaging.ComposeFile.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;

/** The Compose files against the image and the options that Fairlead takes. */
class ComposeIT {
    private static final Path FILES = Path.of("../docs/compose");
    private static final Map<String, String> VALUES = Map.of(
            "FAIRLEAD_PUBLIC_HOST", "rd.example.com",
            "REDIS_PASSWORD", "a password",
            "FAIRLEAD_CLUSTER_SECRET", "0123456789abcdef");

    @TempDir
    private static Path directory;

    private static OciImage image;
    private static Path root;

    @BeforeAll
    static void open() throws Exception {
        image = OciImage.open(Path.of("target/image/layout-amd64.tar"), directory.resolve("image"));
        root = directory.resolve("root");
        image.unpack(root);
    }

    private static ComposeFile cluster() throws Exception {
        return ComposeFile.read(FILES.resolve("cluster.yaml"), VALUES);
    }

    private static ComposeFile single() throws Exception {
        return ComposeFile.read(FILES.resolve("single.yaml"), Map.of("FAIRLEAD_PUBLIC_HOST", "rd.example.com"));
    }

    static Stream<Service> services() throws Exception {
        return Stream.of(single(), cluster()).flatMap(file -> file.ours().stream());
    }

    /** What the service's command line and environment come to, by the program's own parser. */
    private static Settings settings(Service service) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        image.strings("Env").forEach(pair -> environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        service.map("environment").forEach((name, value) -> environment.put(name, value.toString()));
        String[] command = service.list("command").toArray(String[]::new);
        ParseResult parsed = FairleadCommand.commandLine(directory, environment, command).parseArgs(command);
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = parsed.subcommand().matchedOptionValue("--" + setting.label(), "");
            if (!value.isEmpty()) {
                flags.put(setting, value);
            }
        }
        return new SettingsLoader(directory, environment)
                .load(Role.valueOf(command[0].toUpperCase(Locale.ROOT)), flags);
    }

    @ParameterizedTest
    @MethodSource("services")
    void isStartedWithOptionsThatFairleadTakes(Service service) throws Exception {
        Settings settings = settings(service);
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.text(Setting.PUBLIC_HOST)).isEqualTo("rd.example.com");
        assertThat(settings.text(Setting.DATA_DIR)).isEqualTo("/var/lib/fairlead");
        assertThat(new ClusterConfigs(settings).redis().isPresent()).isEqualTo(settings.role() != Role.STANDALONE);
    }

    @ParameterizedTest
    @MethodSource("services")
    void fitsTheImage(Service service) throws Exception {
        Set<String> exposed = image.run().getAsJsonObject("ExposedPorts").keySet();
        assertThat(exposed).containsAll(service.ports().keySet());
        String volume = image.run().getAsJsonObject("Volumes").keySet().iterator().next();
        assertThat(service.list("volumes")).containsExactly("data:" + volume);
        Object test = service.map("healthcheck").get("test");
        assertThat(test).isEqualTo(List.of("CMD", "/usr/lib/fairlead/ready"));
        assertThat(Files.isExecutable(root.resolve("usr/lib/fairlead/ready"))).isTrue();
        // Where that asks when it is told nothing.
        assertThat(settings(service).metricsAddress().orElseThrow()).hasToString("/127.0.0.1:21120");
    }

    @ParameterizedTest
    @MethodSource("services")
    void isShutInAndMayDrainBeforeItIsKilled(Service service) throws Exception {
        assertThat(service.text("read_only")).isEqualTo("true");
        assertThat(service.list("tmpfs")).containsExactly("/tmp");
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        int grace = Integer.parseInt(service.text("stop_grace_period").replaceFirst("s$", ""));
        assertThat(grace).isGreaterThanOrEqualTo(settings(service).whole(Setting.DRAIN_DEADLINE) + 20);
    }

    @Test
    void theClustersPortsLieAsClientsDeriveThem() throws Exception {
        Set<Integer> published = new HashSet<>();
        for (Service service : cluster().ours()) {
            Map<String, Integer> ports = service.ports();
            assertThat(ports.keySet()).isEqualTo(service.name().startsWith("relay")
                    ? Set.of("21117/tcp", "21119/tcp")
                    : Set.of("21115/tcp", "21116/tcp", "21116/udp", "21118/tcp"));
            Set<Integer> shifts = ports.entrySet().stream()
                    .map(port -> port.getValue() - Integer.parseInt(port.getKey().split("/")[0]))
                    .collect(Collectors.toSet());
            assertThat(shifts).as(service.name()).hasSize(1);
            assertThat(published).doesNotContainAnyElementsOf(ports.values());
            published.addAll(ports.values());
            if (service.name().startsWith("relay")) {
                assertThat(settings(service).text(Setting.RELAY_ADDRESS))
                        .isEqualTo("rd.example.com:" + ports.get("21117/tcp"));
            }
        }
    }

    @Test
    void theClustersNodesFindEachOther() throws Exception {
        Set<String> addresses = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> seeds = new HashSet<>();
        for (Service service : cluster().ours()) {
            Settings settings = settings(service);
            assertThat(service.map("networks").get("cluster"))
                    .isEqualTo(Map.of("ipv4_address", settings.text(Setting.CLUSTER_BIND)));
            assertThat(addresses.add(settings.text(Setting.CLUSTER_BIND))).isTrue();
            assertThat(names.add(settings.text(Setting.NODE_NAME))).isTrue();
            if (settings.role() == Role.RENDEZVOUS) {
                seeds.addAll(settings.list(Setting.CLUSTER_SEEDS));
                assertThat(settings.list(Setting.CLUSTER_SEEDS)).contains(
                        settings.text(Setting.CLUSTER_BIND) + ":" + settings.whole(Setting.CLUSTER_PORT));
            }
        }
        assertThat(seeds).hasSize(2);
        assertThat(addresses).hasSize(4);
    }

    @Test
    void asksForWhatOnlyItsUserKnows() throws Exception {
        for (String missing : VALUES.keySet()) {
            Map<String, String> values = new TreeMap<>(VALUES);
            values.remove(missing);
            assertThatThrownBy(() -> ComposeFile.read(FILES.resolve("cluster.yaml"), values))
                    .hasMessageContaining(missing);
        }
        assertThat(Files.readString(FILES.resolve("example.env"))).contains(VALUES.keySet());
        assertThat(cluster().volumes()).containsExactly("data", "redis");
        assertThat(single().volumes()).containsExactly("data");
    }
}
