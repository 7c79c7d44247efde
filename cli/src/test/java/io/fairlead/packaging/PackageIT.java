package io.fairlead.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.monitoring.Installed;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsLoader;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Debian package: what is in it, and what becomes of a machine that installs, upgrades, removes and purges it. */
class PackageIT {
    private static final Path FILE = Path.of("target/fairlead.deb");
    private static final String UNITS = "/usr/lib/systemd/system/fairlead-";

    private static DebFile deb;

    @TempDir
    private Path directory;

    @BeforeAll
    static void read() throws Exception {
        deb = DebFile.read(FILE);
    }

    /** Lines of NAME=value of a service, the last of a name wins. */
    private static Map<String, String> unit(Role role) {
        Map<String, String> values = new TreeMap<>();
        deb.files().get(UNITS + role.label() + ".service").text().lines()
                .filter(line -> line.matches("\\w+=.*"))
                .forEach(line -> values.put(line.substring(0, line.indexOf('=')),
                        line.substring(line.indexOf('=') + 1)));
        return values;
    }

    private Settings settings(Role role) throws Exception {
        Path file = directory.resolve(role.label() + ".conf");
        Files.writeString(file, deb.files().get("/etc/fairlead/" + role.label() + ".conf").text());
        return new SettingsLoader(directory, Map.of()).load(role, Map.of(Setting.CONFIG, file.toString()));
    }

    @Test
    void saysWhatItIsAndWhatItNeeds() {
        String control = deb.control().get("/control").text();
        assertThat(control).contains("Package: fairlead\n", "Architecture: all\n", "temurin-25-jre", "adduser")
                .containsPattern("Version: 0\\S+\n")
                .containsPattern("Installed-Size: [1-9]\\d+\n");
        assertThat(deb.control()).containsKeys("/postinst", "/prerm", "/postrm", "/md5sums");
        assertThat(deb.control().get("/conffiles").text().lines())
                .containsExactlyInAnyOrderElementsOf(deb.files().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("/etc/") && !entry.getValue().directory())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void everythingBelongsToRootAndOnlyProgramsMayBeRun() {
        deb.files().forEach((name, entry) -> {
            boolean program = entry.directory() || name.equals("/usr/bin/fairlead")
                    || name.equals("/usr/lib/fairlead/ready");
            assertThat(entry.owner()).as(name).isEqualTo("0:0");
            assertThat(entry.mode()).as(name).isEqualTo(program ? 0755 : 0644);
        });
    }

    @Test
    void hasTheFilesOfTheImage() throws Exception {
        Path root = directory.resolve("root");
        OciImage.open(Path.of("target/image/layout-amd64.tar"), directory.resolve("image")).unpack(root);
        try (var files = Files.walk(root.resolve("usr"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = "/" + root.relativize(file);
                // Jib notes for itself what it starts; Debian has the text of the licence already.
                if (!name.matches(".*/(jib-.*|LICENSE)")) {
                    assertThat(deb.files()).containsKey(name);
                    assertThat(deb.files().get(name).content()).as(name).isEqualTo(Files.readAllBytes(file));
                }
            }
        }
    }

    @Test
    void theTarballHasTheSameProgramAndRunsFromWhereverItIsUnpacked() throws Exception {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of("target/fairlead.tar")))) {
            OciImage.unpack(in, directory);
        }
        Path root = Files.list(directory).filter(Files::isDirectory).findFirst().orElseThrow();
        for (Map.Entry<String, DebFile.Entry> file : deb.files().entrySet()) {
            if (file.getKey().startsWith("/usr/") && !file.getValue().directory()
                    && !file.getKey().matches(".*/(systemd/.*|copyright)")) {
                assertThat(root.resolve(file.getKey().substring("/usr/".length())))
                        .hasBinaryContent(file.getValue().content());
            }
        }
        Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("bin/fairlead"));
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("fairlead 0");
        assertThat(process.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aServiceRunsItsRoleOnItsFileAndWaitsLongerThanTheDrain(Role role) throws Exception {
        Map<String, String> unit = unit(role);
        assertThat(unit.get("ExecStart")).isEqualTo(
                "/usr/bin/fairlead " + role.label() + " --config /etc/fairlead/" + role.label() + ".conf");
        Settings settings = settings(role);
        assertThat(settings.warnings()).isEmpty();
        assertThat(Integer.parseInt(unit.get("TimeoutStopSec")))
                .isGreaterThanOrEqualTo(settings.whole(Setting.DRAIN_DEADLINE) + 30);
        assertThat(Integer.parseInt(unit.get("LimitNOFILE")))
                .isGreaterThan(6 * settings.whole(Setting.MAX_CONNECTIONS));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatAFileOffersIsAccepted(Role role) throws Exception {
        String all = deb.files().get("/etc/fairlead/" + role.label() + ".conf").text()
                .replaceAll("(?m)^#([a-z-]+=)", "$1")
                .replace("cluster-secret=", "cluster-secret=0123456789abcdef");
        Path file = Files.writeString(directory.resolve("all.conf"), all);
        Settings settings = new SettingsLoader(directory, Map.of())
                .load(role, Map.of(Setting.CONFIG, file.toString()));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void servicesAreShutInAlike() {
        List<Map<String, String>> units = Arrays.stream(Role.values()).map(PackageIT::unit).map(unit -> {
            unit.keySet().removeAll(List.of("ExecStart", "Description", "TimeoutStopSec"));
            return unit;
        }).distinct().toList();
        assertThat(units).hasSize(1);
        assertThat(units.getFirst()).containsEntry("NoNewPrivileges", "yes").containsEntry("ProtectSystem", "strict")
                .containsEntry("CapabilityBoundingSet", "").containsEntry("User", "fairlead");
    }

    @Test
    void isInstalledUpgradedRemovedAndPurgedWithoutLossOfData() throws Exception {
        try (Machine machine = Machine.start(directory)) {
            Installed.assume("dpkg", "dpkg");
            Installed.assume("adduser", "adduser");
            machine.put(FILE, "/root/fairlead.deb");
            systemd(machine);
            // Which Java a machine of tests has, and where from, does not matter here.
            String install = "dpkg --force-depends --install /root/fairlead.deb";
            machine.must(install);
            installed(machine);
            machine.must("echo '#mine' >>/etc/fairlead/relay.conf && echo key >/var/lib/fairlead/id_ed25519 && "
                    + ": >/tmp/calls");
            machine.must(install);
            assertThat(machine.must("cat /tmp/calls").lines()).containsExactly("systemctl daemon-reload",
                    "deb-systemd-invoke try-restart fairlead-rendezvous.service",
                    "deb-systemd-invoke try-restart fairlead-relay.service",
                    "deb-systemd-invoke try-restart fairlead-standalone.service");
            assertThat(machine.must("tail -n 1 /etc/fairlead/relay.conf")).isEqualTo("#mine\n");

            machine.must("dpkg --remove fairlead");
            assertThat(machine.must("cat /tmp/calls")).contains("deb-systemd-invoke stop fairlead-relay.service",
                    "disable fairlead-relay.service");
            assertThat(machine.must("cat /var/lib/fairlead/id_ed25519; tail -n 1 /etc/fairlead/relay.conf"))
                    .isEqualTo("key\n#mine\n");
            assertThat(
                    machine.must("ls -d /usr/lib/fairlead /usr/bin/fairlead /var/cache/fairlead 2>/dev/null || true"))
                    .isEmpty();

            machine.must("dpkg --purge fairlead");
            assertThat(machine.must("ls -d /var/lib/fairlead /etc/fairlead /etc/default/fairlead 2>/dev/null || true"))
                    .isEmpty();
        }
    }

    /** Programs in place of systemd's, which note how they are called. */
    private static void systemd(Machine machine) throws Exception {
        machine.must("mkdir -p /run/systemd/system && for name in systemctl deb-systemd-invoke; do "
                + "printf '#!/bin/sh\\necho %s \"$@\" >>/tmp/calls\\n' $name >/usr/local/sbin/$name && "
                + "chmod +x /usr/local/sbin/$name; done");
    }

    private static void installed(Machine machine) throws Exception {
        assertThat(machine.must("cat /tmp/calls")).isEqualTo("systemctl daemon-reload\n");
        assertThat(machine.must("stat -c '%n %U:%G %a' /var/lib/fairlead /var/cache/fairlead /etc/fairlead")).isEqualTo(
                """
                        /var/lib/fairlead fairlead:fairlead 750
                        /var/cache/fairlead fairlead:fairlead 750
                        /etc/fairlead root:fairlead 750
                        """);
        assertThat(machine.must("getent passwd fairlead")).contains(":/var/lib/fairlead:").contains("nologin");
        assertThat(machine.must("find /var/cache/fairlead -name '*.aot' -size +1M -user fairlead")).hasLineCount(1);
        // As a service of it: in its cache and its directory, by its user.
        String as = "cd /var/lib/fairlead && FAIRLEAD_CACHE_DIR=/var/cache/fairlead"
                + " setpriv --reuid=fairlead --regid=fairlead --init-groups ";
        assertThat(machine.must(as + "fairlead version")).startsWith("fairlead 0").hasLineCount(1);
        assertThat(machine.must(as + "fairlead keys generate && ls")).contains("id_ed25519");
        if (Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
            String units = Arrays.stream(Role.values())
                    .map(role -> UNITS + role.label() + ".service")
                    .collect(Collectors.joining(" "));
            assertThat(machine.must("systemd-analyze verify --man=no --recursive-errors=no " + units)).isEmpty();
            for (String unit : units.split(" ")) {
                // 0 is shut in wholly; what systemd calls exposed begins at 7, OK below 5.
                machine.must("systemd-analyze security --no-pager --offline=yes --threshold=20 " + unit);
            }
        } else {
            System.err.println("SKIPPED: systemd-analyze is not installed (apt-get install systemd): nothing has read"
                    + " the services.");
        }
    }
}
