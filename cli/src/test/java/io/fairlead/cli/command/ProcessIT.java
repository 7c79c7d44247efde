package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import io.fairlead.cli.Main;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own; ended by its handle, as Process itself closes what is still to be read. */
class ProcessIT {
    @TempDir
    private Path directory;

    private Process start(String... arguments) throws Exception {
        return start(List.of(), arguments);
    }

    private Process start(List<String> jvmOptions, String... arguments) throws Exception {
        return start(Map.of(), jvmOptions, arguments);
    }

    private Process start(Map<String, String> environment, List<String> jvmOptions, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Test
    void saysWhatRunsAndEndsCleanlyWhenTold() throws Exception {
        int port = TestServer.freePorts();
        String main = String.valueOf(port);
        Process server = start("standalone", "-p", main, "--metrics-port", "0", "--public-host", "rd.example.com");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            for (String line = out.readLine(); line != null && !line.isEmpty(); line = out.readLine()) {
                lines.add(line);
            }
            assertThat(String.join("\n", lines))
                    .contains("Fairlead is ready", "*:" + port, "*:" + (port - 1), "*:" + (port + 2), "*:" + (port + 1),
                            "*:" + (port + 3))
                    .contains("public key", "host=rd.example.com:" + port + ",key=", "to paste", "data directory",
                            "/metrics");
            assertThat(directory.resolve("id_ed25519")).exists();
            assertThat(directory.resolve("db_v2.sqlite3")).exists();

            Process second = start("standalone", "-p", main, "--metrics-port", "-1");
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(text(second)).contains("cannot listen on").doesNotContain("\tat ");

            server.toHandle().destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.toHandle().destroyForcibly();
        }
    }

    @Test
    void tellsAllMistakesAtOnce() throws Exception {
        Files.writeString(directory.resolve(".env"), "PORT=abc\nMASK=10.0.0.0/99\n");
        Process wrong = start("standalone", "--serial", "-1", "--log-level", "loud");
        assertThat(wrong.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(2);
        assertThat(text(wrong))
                .contains(".env port: 'abc'", ".env mask: '10.0.0.0/99'", "--serial: '-1'", "--log-level: 'loud'")
                .doesNotContain("\tat ");
    }

    @Test
    void neverOverwritesAMalformedKey() throws Exception {
        Files.writeString(directory.resolve("id_ed25519"), "broken");
        Process server = start("standalone", "-p", String.valueOf(TestServer.freePorts()), "--metrics-port", "-1");
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(2);
        assertThat(text(server)).contains("id_ed25519").doesNotContain("\tat ");
        assertThat(directory.resolve("id_ed25519")).hasContent("broken");
    }

    /** What a server says until it is ready. */
    private static String awaitReady(Process server) throws Exception {
        return awaitReady(server, "is ready");
    }

    private static String awaitReady(Process server, String last) throws Exception {
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains(last)) {
                return said.toString();
            }
        }
        throw new AssertionError("the server ended: " + text(server));
    }

    private static UdpWire device(int port) throws Exception {
        return new UdpWire(new InetSocketAddress("127.0.0.1", port), TestServer.at("127.0.0.2"));
    }

    private static Result register(UdpWire wire, String uuid) throws Exception {
        wire.send(RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder()
                        .setId("killed_device")
                        .setUuid(ByteString.copyFromUtf8(uuid))
                        .setPk(ByteString.copyFrom(new byte[32])))
                .build());
        return wire.receive(Duration.ofSeconds(10)).getRegisterPkResponse().getResult();
    }

    @Test
    void aDeviceThatWasToldOkIsKnownAfterTheProcessIsKilled() throws Exception {
        int port = TestServer.freePorts();
        String[] command = {"standalone", "-p", String.valueOf(port), "--metrics-port", "-1"};
        Process server = start(command);
        try (UdpWire wire = device(port)) {
            awaitReady(server);
            assertThat(register(wire, "its uuid")).isEqualTo(Result.OK);
            server.toHandle().destroyForcibly();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        Process again = start(command);
        try (UdpWire wire = device(port)) {
            awaitReady(again);
            assertThat(register(wire, "a stranger's")).isEqualTo(Result.UUID_MISMATCH);
            assertThat(register(wire, "its uuid")).isEqualTo(Result.OK);
        } finally {
            again.destroyForcibly();
        }
    }

    @Test
    void servesOnAMachineWithoutIpv6() throws Exception {
        int port = TestServer.freePorts();
        Process server = start(
                List.of("-Djava.net.preferIPv4Stack=true", "-Dio.netty.transport.noNative=true"),
                "standalone",
                "-p",
                String.valueOf(port),
                "--metrics-port",
                "-1");
        try (UdpWire wire = device(port)) {
            awaitReady(server);
            assertThat(register(wire, "its uuid")).isEqualTo(Result.OK);
        } finally {
            server.toHandle().destroyForcibly();
        }
    }

    @Test
    void logsJsonLinesWithoutSecrets() throws Exception {
        int port = TestServer.freePorts();
        Files.writeString(directory.resolve("my.conf"), "alway-use-relay=Y\n");
        Process server = start("standalone", "-p", String.valueOf(port), "--metrics-port", "-1", "--log-format", "json",
                "-c", "my.conf", "--log-level", "debug");
        CompletableFuture<String> logged = CompletableFuture.supplyAsync(() -> quietText(server));
        try (UdpWire wire = device(port)) {
            awaitReady(server);
            assertThat(register(wire, "0123456789uuid")).isEqualTo(Result.OK);
            assertThat(register(wire, "a stranger's uuid")).isEqualTo(Result.UUID_MISMATCH);
            server.toHandle().destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.toHandle().destroyForcibly();
        }
        String log = logged.get(10, TimeUnit.SECONDS);
        assertThat(log).doesNotContain("uuid\":", "0123456789uuid", "stranger's").contains("always-use-relay meant");
        List<JsonObject> lines = log.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.keySet()).contains("time", "level", "message"));
        assertThat(lines)
                .filteredOn(line -> line.get("message").getAsString().equals("registration"))
                .extracting(line -> line.get("outcome").getAsString())
                .containsExactly("created", "uuid_mismatch");
    }

    /** The filter of docs/fail2ban.md, with what fail2ban puts in place of its own names. */
    private static List<Pattern> banned() throws Exception {
        return Files.readString(Path.of("../docs/fail2ban.md")).lines()
                .map(line -> line.replace("failregex =", "").strip())
                .filter(line -> line.contains("<ADDR>"))
                .map(line -> Pattern.compile(line.replace("<ADDR>", "([0-9a-fA-F.:]+)")))
                .toList();
    }

    private static List<String> shutOut(Pattern filter, String log) {
        return log.lines().map(filter::matcher).filter(Matcher::find).map(match -> match.group(1)).toList();
    }

    private static void guess(int port, RendezvousMessage message) throws Exception {
        try (TcpWire wire = TcpWire.connect(
                new InetSocketAddress("127.0.0.1", port), TestServer.at("127.0.0.7"), Duration.ofSeconds(10))) {
            wire.send(message);
            wire.receive(Duration.ofSeconds(10));
        }
    }

    @Test
    void logsWrongKeysForFail2banAndNobodyElseIsBanned() throws Exception {
        int port = TestServer.freePorts();
        Process server = start("standalone", "-p", String.valueOf(port), "--metrics-port", "-1");
        CompletableFuture<String> logged = CompletableFuture.supplyAsync(() -> quietText(server));
        String forged = "introduction from=\"203.0.113.9:1\" outcome=\"license_mismatch\"";
        try (UdpWire wire = device(port)) {
            awaitReady(server);
            guess(port, RendezvousMessage.newBuilder()
                    .setPunchHoleRequest(PunchHoleRequest.newBuilder().setId(forged).setLicenceKey("guessed"))
                    .build());
            guess(port + 1, RendezvousMessage.newBuilder()
                    .setRequestRelay(RequestRelay.newBuilder().setUuid("u").setLicenceKey("guessed"))
                    .build());
            wire.send(RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder()
                            .setId(forged)
                            .setUuid(ByteString.copyFromUtf8("u"))
                            .setPk(ByteString.copyFrom(new byte[32])))
                    .build());
            assertThat(wire.receive(Duration.ofSeconds(10)).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            server.toHandle().destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.toHandle().destroyForcibly();
        }
        String log = logged.get(10, TimeUnit.SECONDS);
        assertThat(log).contains("registration");
        List<Pattern> banned = banned();
        assertThat(banned).hasSize(3);
        assertThat(banned.subList(0, 2)).allSatisfy(filter -> assertThat(shutOut(filter, log))
                .containsExactly("127.0.0.7"));
        assertThat(shutOut(banned.get(2), log)).as("for wrong tokens of the administration").isEmpty();
    }

    @Test
    void logsIntroductionsSessionsAndRefusalsByALineEach() throws Exception {
        int port = TestServer.freePorts();
        Process server = start(Map.of("RUST_LOG", "debug"), List.of(), "standalone", "-p", String.valueOf(port),
                "--metrics-port", "-1", "--log-format", "json");
        // Not on the common pool: on two cores that is one thread, which the client of WebSockets needs.
        CompletableFuture<String> logged = CompletableFuture
                .supplyAsync(() -> quietText(server), job -> Thread.ofVirtual().start(job));
        InetAddress here = InetAddress.ofLiteral("127.0.0.2");
        try {
            String key = awaitReady(server, "public key").replaceAll("(?s).*public key\\s+", "").strip();
            Target target = new Target("127.0.0.1", port, key);
            SimulatedController controller = new SimulatedController(target, here);
            assertThatThrownBy(() -> controller.connect("absent_device", Request.direct(1)))
                    .hasMessage("ID_NOT_EXIST");
            try (Wire first = Relays.open(target, "", "a session", here, false);
                    Wire second = Relays.open(target, "", "a session", here, true)) {
                first.sendPayload(new byte[1000]);
                assertThat(second.receivePayload(Duration.ofSeconds(10))).hasValue(new byte[1000]);
                second.sendPayload(new byte[10]);
                assertThat(first.receivePayload(Duration.ofSeconds(10))).hasValue(new byte[10]);
            }
            Target wrongKey = new Target("127.0.0.1", port, "another key");
            try (Wire refused = Relays.open(wrongKey, "", "a session", here, false)) {
                assertThat(refused.receivePayload(Duration.ofSeconds(10))).isEmpty();
            }
            try (Wire refused = Relays.open(target, "", "", here, false)) {
                assertThat(refused.receivePayload(Duration.ofSeconds(10))).isEmpty();
            }
            server.toHandle().destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.toHandle().destroyForcibly();
        }
        List<JsonObject> lines = logged.get(10, TimeUnit.SECONDS).lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        // A client that a busy machine keeps waiting asks again.
        JsonObject introduction = named(lines, "introduction").findFirst().orElseThrow();
        assertThat(introduction.keySet()).contains("from", "plan", "duration_ms");
        assertThat(introduction.get("to").getAsString()).isEqualTo("absent_device");
        assertThat(introduction.get("outcome").getAsString()).isEqualTo("id_not_exist");
        JsonObject started = only(lines, "relay session started");
        JsonObject ended = only(lines, "relay session ended");
        assertThat(ended.get("session")).isEqualTo(started.get("session"));
        assertThat(ended.keySet()).contains("first", "second", "duration_ms", "reason");
        // Which of the two came first to the server is not known.
        assertThat(List.of(ended.get("bytes_to_first").getAsLong(), ended.get("bytes_to_second").getAsLong()))
                .containsExactlyInAnyOrder(10L, 1000L);
        assertThat(lines)
                .filteredOn(line -> line.get("message").getAsString().equals("relay leg refused"))
                .extracting(line -> line.get("level").getAsString() + " " + line.get("reason").getAsString())
                .containsExactly("WARN license_mismatch", "DEBUG no_uuid");
    }

    private static JsonObject only(List<JsonObject> lines, String message) {
        List<JsonObject> found = named(lines, message).toList();
        assertThat(found).as(message).hasSize(1);
        return found.getFirst();
    }

    private static Stream<JsonObject> named(List<JsonObject> lines, String message) {
        return lines.stream().filter(line -> line.get("message").getAsString().equals(message));
    }

    private static String quietText(Process process) {
        try {
            return text(process);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
