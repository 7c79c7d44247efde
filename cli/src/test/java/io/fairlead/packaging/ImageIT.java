package io.fairlead.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.message.NatType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image as the build makes it, but for what it stands on: its layout, and that Fairlead runs from it. */
class ImageIT {
    private static final Path BUILT = Path.of("target/image");

    @TempDir
    private static Path directory;

    private static OciImage image;
    private static Path root;

    @BeforeAll
    static void open() throws Exception {
        image = OciImage.open(BUILT.resolve("layout-amd64.tar"), directory.resolve("amd64"));
        root = directory.resolve("root");
        image.unpack(root);
    }

    @Test
    void runsEachRoleAsNobodyInParticular() {
        assertThat(image.strings("Entrypoint")).containsExactly("/usr/bin/fairlead");
        assertThat(image.strings("Cmd")).containsExactly("standalone");
        assertThat(image.run().get("User").getAsString()).isEqualTo("10001:10001");
        assertThat(image.run().get("WorkingDir").getAsString()).isEqualTo("/var/lib/fairlead");
        assertThat(image.strings("Env")).contains("FAIRLEAD_DATA_DIR=/var/lib/fairlead");
        assertThat(image.run().getAsJsonObject("Volumes").keySet()).containsExactly("/var/lib/fairlead");
    }

    @Test
    void declaresThePortsOfAllRoles() {
        assertThat(image.run().getAsJsonObject("ExposedPorts").keySet()).containsExactlyInAnyOrder(
                "21115/tcp", "21116/tcp", "21116/udp", "21117/tcp", "21118/tcp", "21119/tcp", "21120/tcp", "21121/tcp",
                "21122/tcp", "21130/tcp", "21131/tcp");
    }

    @Test
    void saysWhatItIs() throws Exception {
        JsonObject labels = image.run().getAsJsonObject("Labels");
        String of = "org.opencontainers.image.";
        assertThat(labels.get(of + "title").getAsString()).isEqualTo("Fairlead");
        assertThat(labels.get(of + "licenses").getAsString()).isEqualTo("Apache-2.0");
        assertThat(labels.get(of + "description").getAsString()).isNotBlank();
        assertThat(classPath().keySet())
                .contains("fairlead-cli-" + labels.get(of + "version").getAsString() + ".jar");
        assertThat(labels.get(of + "revision").getAsString()).matches("[0-9a-f]{40}|unknown");
        assertThat(labels.get(of + "created").getAsString()).isEqualTo(image.config().get("created").getAsString());
        assertThat(root.resolve("usr/share/doc/fairlead/LICENSE")).hasSameTextualContentAs(Path.of("../LICENSE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void isThereForBothPlatformsAlike(String architecture) throws Exception {
        OciImage other = OciImage.open(
                BUILT.resolve("layout-" + architecture + ".tar"), directory.resolve("of-" + architecture));
        assertThat(other.config().get("architecture").getAsString()).isEqualTo(architecture);
        assertThat(other.config().get("os").getAsString()).isEqualTo("linux");
        assertThat(other.run()).isEqualTo(image.run());
        assertThat(other.config().get("rootfs")).isEqualTo(image.config().get("rootfs"));
    }

    @Test
    void keepsWhatChangesSeldomApartFromWhatChangesOften() throws Exception {
        List<Set<String>> layers = new ArrayList<>();
        for (List<TarArchiveEntry> layer : image.layers()) {
            layers.add(layer.stream()
                    .filter(TarArchiveEntry::isFile)
                    .map(entry -> "/" + entry.getName())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        assertThat(layers.get(0)).allMatch(file -> file.startsWith("/usr/lib/fairlead/libs/"))
                .noneMatch(file -> file.contains("/fairlead-"));
        assertThat(layers.get(1)).isNotEmpty().allMatch(file -> file.startsWith("/usr/lib/fairlead/libs/fairlead-"));
        assertThat(layers.get(2)).hasSize(1)
                .allMatch(file -> file.startsWith("/usr/lib/fairlead/classpath/fairlead-cli"));
        assertThat(layers.subList(3, layers.size()).stream().flatMap(Set::stream))
                .contains("/usr/bin/fairlead", "/usr/lib/fairlead/launch.sh")
                .noneMatch(file -> file.endsWith(".jar"));
    }

    @Test
    void nobodyButRootMayWriteOutsideOfTheDataDirectory() throws Exception {
        for (List<TarArchiveEntry> layer : image.layers()) {
            for (TarArchiveEntry entry : layer) {
                String name = "/" + entry.getName().replaceFirst("/$", "");
                assertThat(entry.getLongUserId()).as(name).isZero();
                assertThat((entry.getMode() & 0022) != 0).as(name).isEqualTo(name.equals("/var/lib/fairlead"));
                assertThat(entry.getMode() & 0111).as(name).isEqualTo(
                        entry.isDirectory() || Set.of("/usr/bin/fairlead", "/usr/lib/fairlead/ready").contains(name)
                                ? 0111
                                : 0);
            }
        }
    }

    /** Name and length of each jar that the entrypoint puts on the class path. */
    private static Map<String, Long> classPath() throws IOException {
        Map<String, Long> jars = new TreeMap<>();
        for (String part : List.of("libs", "classpath")) {
            jars.putAll(jars(root.resolve("usr/lib/fairlead").resolve(part)));
        }
        return jars;
    }

    private static Map<String, Long> jars(Path from) throws IOException {
        Map<String, Long> jars = new TreeMap<>();
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                jars.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return jars;
    }

    @Test
    void hasTheClassPathOfTheCheckout() throws Exception {
        assertThat(classPath()).isEqualTo(jars(Path.of("target/fairlead/lib")));
    }

    @Test
    void servesClientsWhereverItIsUnpacked() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(root + image.strings("Entrypoint").getFirst(), "rehearse");
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true).directory(directory.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void servesClientsFromAReadOnlyFileSystemWithoutAnyRights() throws Exception {
        int port = TestServer.freePorts();
        int metrics = freePort();
        Path data = Files.createDirectory(directory.resolve("data"));
        try (Container container = Container.start(image, root, data, List.of(), "standalone", "-p",
                String.valueOf(port), "--metrics-port", String.valueOf(metrics))) {
            assertThat(container.await("public key")).contains("Fairlead is ready");
            assertThat(container.inside("/usr/lib/fairlead/ready " + metrics)).isZero();
            assertThat(container.inside("/usr/lib/fairlead/ready " + freePort())).isNotZero();
            assertThat(container.inside("for d in / /usr/lib/fairlead /etc; do ! touch $d/x || exit 1; done")).isZero();
            assertThat(container.proc("status")).containsPattern("Uid:\\s10001\\s10001\\s10001\\s10001")
                    .containsPattern("CapBnd:\\s0+\n");
            assertThat(container.proc("maps")).contains("/usr/lib/fairlead/native/", "libsqlitejdbc", "netty");
            relay(new Target("127.0.0.1", port, Files.readString(data.resolve("id_ed25519.pub")).strip()));
            assertThat(container.stop()).isZero();
        }
        assertThat(data.resolve("db_v2.sqlite3")).exists();
    }

    /** A device that one session reaches through the relay. */
    private static void relay(Target target) throws Exception {
        DeviceProfile profile = DeviceProfile.random(new SecureRandom(), InetAddress.ofLiteral("127.0.0.3"));
        try (SimulatedDevice device = SimulatedDevice.start(target, profile, false)) {
            device.registered().toCompletableFuture().get(30, TimeUnit.SECONDS);
            Session session = new SimulatedController(target, InetAddress.ofLiteral("127.0.0.2"))
                    .connect(profile.id(), new Request(false, true, NatType.ASYMMETRIC, 100_000));
            assertThat(session.way()).isEqualTo(Way.RELAY);
            assertThat(session.verified()).isTrue();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
