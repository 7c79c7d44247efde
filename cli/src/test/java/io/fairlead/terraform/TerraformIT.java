package io.fairlead.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.protocol.client.ClientConfig;
import io.fairlead.protocol.crypto.ServerKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The folder terraform: its own tests, and that what it tells machines is what Fairlead takes. */
class TerraformIT {
    private static final Pattern OPTION = Pattern.compile("\"([a-z][a-z-]+)\"\\s*=");

    /** Options as hetzner/servers.tf and aws/servers.tf make them. */
    private static final Map<Role, String> OPTIONS = Map.of(
            Role.STANDALONE, """
                    "public-host" = "rd.example.com", "web-port" = "443", "tls-cert" = "/etc/fairlead/web.crt",
                    "tls-key" = "/etc/fairlead/web.key\"""",
            Role.RENDEZVOUS, """
                    "key" = "_", "public-host" = "rd.example.com", "node-name" = "rendezvous1", "region" = "nbg1",
                    "redis" = "rediss://redis.example.com:6379", "redis-replicas" = "1",
                    "cluster-bind" = "10.44.0.10", "cluster-seeds" = "10.44.0.10:21130,10.44.0.11:21130",
                    "metrics-bind" = "10.44.0.10", "web-port" = "21180", "trusted-proxies" = "10.44.0.5",
                    "proxy-protocol" = "optional\"""",
            Role.RELAY, """
                    "key" = "_", "redis" = "redis://10.44.0.6:6379", "node-name" = "relay1", "region" = "hel1",
                    "cluster-bind" = "10.44.0.100", "metrics-bind" = "10.44.0.100", "relay-address" = "192.0.2.7\"""");

    @TempDir
    private Path directory;

    private final ServerKeyPair key = ServerKeyPair.generate();
    private Terraform terraform;

    @BeforeEach
    void copy() throws Exception {
        terraform = new Terraform(directory);
    }

    @Test
    void everythingHasTerraformsFormat() throws Exception {
        terraform.run("", "fmt", "-check", "-recursive", "-diff", "-no-color");
    }

    @ParameterizedTest
    @ValueSource(strings = {"modules/node", "modules/client"})
    void modulesWithoutProvidersAreValidAndPassTheirTests(String module) throws Exception {
        terraform.run(module, "init", "-backend=false", "-input=false", "-no-color");
        terraform.run(module, "validate", "-no-color");
        assertThat(terraform.run(module, "test", "-no-color")).contains("Success!");
    }

    @ParameterizedTest
    @CsvSource({"hetzner,hetznercloud/hcloud,hetzner-single hetzner-cluster", "aws,hashicorp/aws,aws-regions"})
    void cloudsAreValidAgainstTheirProvidersSchemasAndPassTheirTests(String cloud, String provider, String examples)
            throws Exception {
        terraform.assumeProviders(cloud, provider);
        terraform.run(cloud, "validate", "-no-color");
        assertThat(terraform.run(cloud, "test", "-no-color")).contains("Success!");
        for (String example : examples.split(" ")) {
            terraform.run("examples/" + example, "init", "-backend=false", "-input=false", "-no-color");
            terraform.run("examples/" + example, "validate", "-no-color");
        }
    }

    /** Names in the clouds' own files, whichever values they get. */
    @ParameterizedTest
    @ValueSource(strings = {"hetzner", "aws"})
    void everyOptionThatACloudSetsIsOneOfFairlead(String cloud) throws Exception {
        Set<String> named = new TreeSet<>();
        Matcher matcher = OPTION.matcher(Files.readString(terraform.at(cloud).resolve("servers.tf")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(named).hasSizeGreaterThan(8)
                .isSubsetOf(Arrays.stream(Setting.values()).map(Setting::label).toList());
    }

    private JsonObject outputs(String configuration) throws Exception {
        Path root = Files.createDirectories(terraform.at("root"));
        Files.writeString(root.resolve("main.tf"), configuration);
        terraform.run("root", "init", "-input=false", "-no-color");
        terraform.run("root", "apply", "-auto-approve", "-input=false", "-no-color");
        return JsonParser.parseString(terraform.run("root", "output", "-json")).getAsJsonObject();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatAMachineIsToldIsYamlWithAConfigurationThatFairleadTakes(Role role) throws Exception {
        String name = role.name().toLowerCase(Locale.ROOT);
        String text = outputs("""
                module "node" {
                  source        = "../modules/node"
                  role          = "%s"
                  package       = { url = "https://packages.example.com/f.deb", sha256 = "%s" }
                  key_pair      = { secret = "%s", public = "%s" }
                  options       = { %s }
                  secret_options = { "cluster-secret" = "sixteen: or more, \\"characters\\"" }
                  drain_seconds = 600
                  data_device   = "/dev/disk/by-id/scsi-0HC_Volume_1"
                }
                output "user_data" {
                  value     = module.node.user_data
                  sensitive = true
                }
                """.formatted(name, "0".repeat(64), key.secretKeyBase64(), key.publicKeyBase64(),
                OPTIONS.get(role).replaceAll("\\s+", " "))).getAsJsonObject("user_data").get("value").getAsString();

        assertThat(text).startsWith("#cloud-config\n");
        Map<String, Object> told = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        Map<String, Map<?, ?>> files = new TreeMap<>();
        for (Object file : (List<?>) told.get("write_files")) {
            files.put(((Map<?, ?>) file).get("path").toString(), (Map<?, ?>) file);
        }
        assertThat(told.get("runcmd")).isEqualTo(List.of(List.of("/root/fairlead/install")));
        assertThat(files.get("/root/fairlead/id_ed25519").get("content")).isEqualTo(key.secretKeyBase64());
        assertThat(files.get("/root/fairlead/id_ed25519").get("permissions")).isEqualTo("0600");
        String unit = files.get("/etc/systemd/system/fairlead-" + name + ".service.d/terraform.conf").get("content")
                .toString();
        assertThat(unit).contains("TimeoutStopSec=630");
        assertThat(unit.contains("CAP_NET_BIND_SERVICE")).isEqualTo(role == Role.STANDALONE);

        Path configuration = directory.resolve(name + ".conf");
        Files.writeString(configuration, files.get("/etc/fairlead/" + name + ".conf").get("content").toString());
        Settings settings = new SettingsLoader(directory, Map.of())
                .load(role, Map.of(Setting.CONFIG, configuration.toString()));
        assertThat(settings.warnings()).isEmpty();
        List<String> written = Files.readAllLines(configuration).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('='))).toList();
        assertThat(written).contains("drain-deadline", "cluster-secret").isSubsetOf(Arrays.stream(Setting.values())
                .filter(setting -> setting.appliesTo(role)).map(Setting::label).toList());
        assertShell(files.get("/root/fairlead/install").get("content").toString());
    }

    private void assertShell(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("install.sh"), script);
        Process shell = new ProcessBuilder("sh", "-n", file.toString()).inheritIO().start();
        assertThat(shell.waitFor()).as(script).isZero();
        assertThat(script.lines().filter(line -> line.contains("${")).toList()).isEmpty();
    }

    @Test
    void clientsAreGivenTheSameTextAsConfigStringMakes() throws Exception {
        List<ClientConfig> clients = new ArrayList<>();
        StringBuilder configuration = new StringBuilder();
        for (String host : List.of("rd.example.com", "192.0.2.1", "a.b.example.com:21116")) {
            clients.add(new ClientConfig(host, key.publicKeyBase64(), "", ""));
        }
        clients.add(new ClientConfig("rd.example.com", key.publicKeyBase64(), "https://api.example.com", ""));
        for (int i = 0; i < clients.size(); i++) {
            configuration.append("""
                    module "client%d" {
                      source     = "../modules/client"
                      host       = "%s"
                      public_key = "%s"
                      api        = "%s"
                    }
                    output "text%d" {
                      value = module.client%d.config_string
                    }
                    """.formatted(i, clients.get(i).host(), clients.get(i).key(), clients.get(i).api(), i, i));
        }
        JsonObject outputs = outputs(configuration.toString());
        for (int i = 0; i < clients.size(); i++) {
            String text = outputs.getAsJsonObject("text" + i).get("value").getAsString();
            assertThat(text).isEqualTo(clients.get(i).encoded());
            assertThat(ClientConfig.parse(text)).isEqualTo(clients.get(i));
        }
    }
}
