package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPeer;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who may register, and who finds whom. The operator's commands run beside a server, as they would. */
class EnrolmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ByteString STRANGER = ByteString.copyFromUtf8("a stranger's");

    @TempDir
    private Path directory;

    private TestServer server;
    private UdpWire device;
    private final String id = freshId();

    private void start(Map<Setting, String> options) throws Exception {
        server = TestServer.start(directory, options);
        device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            device.close();
            server.close();
        }
    }

    private String devices(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = FairleadCommand.commandLine(directory, Map.of()).setOut(new PrintWriter(out, true));
        line.getSubcommands().values().forEach(sub -> sub.setOut(new PrintWriter(out, true)));
        String[] all = new String[arguments.length + 1];
        all[0] = "devices";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(line.execute(all)).isZero();
        return out.toString();
    }

    private Result register(String id, ByteString uuid) throws IOException {
        device.send(registerPk(id, uuid));
        return device.receive(PATIENCE).getRegisterPkResponse().getResult();
    }

    private void awaitRegistered(String id, ByteString uuid, Result result) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(register(id, uuid)).isEqualTo(result));
    }

    private static Map<Setting, String> unlimited(Setting setting, String value) {
        return Map.of(
                setting, value, Setting.REGISTER_PK_PER_ADDRESS, "0", Setting.REGISTER_PK_PER_ID, "0",
                Setting.IDS_PER_ADDRESS, "0");
    }

    @Test
    void anUnknownDeviceWaitsForItsApproval() throws Exception {
        start(unlimited(Setting.ENROLMENT, "managed"));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.NOT_DEPLOYED);
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(devices("pending")).startsWith(id + "\t127.0.0.2\t1\t"));
        assertThat(devices("approve", id)).isEqualTo(id + ": approved\n");
        awaitRegistered(id, Messages.UUID, Result.OK);
        assertThat(devices("pending")).isEmpty();
        assertThat(devices("list")).contains(id + "\tapproved\tmain\t127.0.0.2\t");
    }

    @Test
    void anApprovalHoldsForTheDeviceThatWasRefusedAndNobodyElse() throws Exception {
        start(unlimited(Setting.ENROLMENT, "managed"));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.NOT_DEPLOYED);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(devices("pending")).contains(id));
        devices("approve", id);
        String other = freshId();
        devices("approve", other);
        awaitRegistered(other, STRANGER, Result.OK);
        assertThat(register(id, STRANGER)).isEqualTo(Result.NOT_DEPLOYED);
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
    }

    @Test
    void devicesMayBeApprovedByTheirMachineIdsBeforeTheyCome() throws Exception {
        start(unlimited(Setting.ENROLMENT, "managed"));
        Files.writeString(directory.resolve("machines.txt"), Messages.UUID.toStringUtf8() + "\n\n");
        assertThat(devices("approve", "--uuid-file", "machines.txt")).isEqualTo("1 machine ids: approved\n");
        awaitRegistered(id, Messages.UUID, Result.OK);
        assertThat(register(freshId(), STRANGER)).isEqualTo(Result.NOT_DEPLOYED);
    }

    @Test
    void aLockedServerTakesNobodyNewAndNoNewKey() throws Exception {
        start(Map.of());
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
        stop();
        start(unlimited(Setting.ENROLMENT, "locked"));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
        String unknown = freshId();
        devices("approve", unknown);
        assertThat(register(unknown, Messages.UUID)).isEqualTo(Result.NOT_DEPLOYED);
        device.send(RendezvousMessage.newBuilder()
                .setRegisterPk(registerPk(id).getRegisterPk().toBuilder().setPk(ByteString.copyFrom(new byte[31])))
                .build());
        assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.NOT_DEPLOYED);
    }

    @Test
    void aBlockedDeviceIsDroppedAndNobodyFindsIt() throws Exception {
        start(unlimited(Setting.ENROLMENT, "open"));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
        devices("block", id);
        awaitRegistered(id, Messages.UUID, Result.NOT_DEPLOYED);
        device.send(registerPeer(id));
        assertThat(device.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isTrue();
        assertThat(failure(server.target().key())).isEqualTo(Failure.ID_NOT_EXIST);
        assertThat(online("", id)).isZero();
        assertThat(devices("list")).contains(id + "\tblocked");
        devices("approve", id);
        awaitRegistered(id, Messages.UUID, Result.OK);
    }

    @Test
    void aBlockedDeviceDoesNotGetAwayByAnotherId() throws Exception {
        start(unlimited(Setting.ENROLMENT, "open"));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
        devices("block", id);
        awaitRegistered(id, Messages.UUID, Result.NOT_DEPLOYED);
        try (TcpWire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            wire.send(Messages.changeId(id, "Elsewhere-1", Messages.UUID));
            assertThat(wire.receive(PATIENCE).orElseThrow().getRegisterPkResponse().getResult())
                    .isEqualTo(Result.NOT_SUPPORT);
        }
        device.send(registerPeer("Elsewhere-1"));
        assertThat(device.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).as("nobody has it").isTrue();
    }

    @Test
    void aRemovedDeviceIsForgottenAndItsIdIsFree() throws Exception {
        start(unlimited(Setting.ENROLMENT, "open"));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
        assertThat(devices("remove", id)).isEqualTo(id + ": removed\n");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(online("", id)).isZero());
        assertThat(register(id, STRANGER)).isEqualTo(Result.OK);
        assertThat(devices("remove", "nobody")).isEqualTo("nobody: was not stored\n");
    }

    private Failure failure(String key) throws IOException {
        try (TcpWire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.3"), PATIENCE)) {
            wire.send(message(punchHole(id, key)));
            return wire.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getFailure();
        }
    }

    private int online(String asker, String peer) throws IOException {
        return online("127.0.0.3", asker, peer);
    }

    private int online(String from, String asker, String peer) throws IOException {
        try (TcpWire wire = TcpWire.connect(server.target().natTest(), at(from), PATIENCE)) {
            wire.send(RendezvousMessage.newBuilder()
                    .setOnlineRequest(OnlineRequest.newBuilder().setId(asker).addPeers(peer))
                    .build());
            return wire.receive(PATIENCE).orElseThrow().getOnlineResponse().getStates().byteAt(0);
        }
    }

    @Test
    void eachTenantFindsItsOwnDevicesAloneUnderItsOwnKey() throws Exception {
        ServerKeyPair customer = ServerKeyPair.generate();
        Path keys = Files.writeString(
                directory.resolve("keys.txt"), "# customers\nacme=" + customer.secretKeyBase64() + "\n");
        start(unlimited(Setting.KEYS_FILE, keys.toString()));
        assertThat(register(id, Messages.UUID)).isEqualTo(Result.OK);
        assertThat(failure(customer.publicKeyBase64())).isEqualTo(Failure.ID_NOT_EXIST);
        assertThat(failure("another key")).isEqualTo(Failure.LICENSE_MISMATCH);
        String colleague = freshId();
        devices("approve", id, colleague, "--tenant", "acme");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(online("", id)).isZero());
        assertThat(failure(server.target().key())).isEqualTo(Failure.ID_NOT_EXIST);
        try (UdpWire own = new UdpWire(server.target().rendezvous(), at("127.0.0.3"))) {
            own.send(registerPk(colleague, STRANGER));
            assertThat(own.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            assertThat(online(colleague, id)).isNotZero();
            for (String claimed : List.of(colleague, id)) {
                assertThat(online("127.0.0.66", claimed, id)).as("who only calls itself so").isZero();
            }
        }

        try (TcpWire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.3"), PATIENCE);
                TcpWire answering = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            wire.send(message(punchHole(id, customer.publicKeyBase64())));
            assertThat(device.receive(PATIENCE).hasPunchHole()).isTrue();
            answering.send(message(Messages.punchHoleSent(wire.local(), id)));
            byte[] signed = wire.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getPk().toByteArray();
            assertThat(SignedIdentity.open(signed, customer.publicKey())).isPresent();
        }
        // Clients ask for a relay without a key: who has found the device may, others may not.
        assertThat(relayTo("127.0.0.3")).isTrue();
        assertThat(relayTo("127.0.0.4")).isFalse();

        Target acme = new Target(server.target().host(), server.target().port(), customer.publicKeyBase64());
        try (Wire one = Relays.open(acme, "", "u", at("127.0.0.2").getAddress(), false);
                Wire other = Relays.open(server.target(), "", "u", at("127.0.0.3").getAddress(), false)) {
            one.sendPayload(new byte[]{1});
            assertThat(other.receivePayload(PATIENCE)).isPresent();
        }
    }

    private boolean relayTo(String from) throws IOException {
        try (TcpWire wire = TcpWire.connect(server.target().rendezvous(), at(from), PATIENCE)) {
            wire.send(Messages.requestRelay(id, ""));
            try {
                return device.receive(Duration.ofMillis(500)).hasRequestRelay();
            } catch (java.net.SocketTimeoutException e) {
                assertThat(wire.receive(PATIENCE).orElseThrow().getRelayResponse().getRefuseReason()).isNotEmpty();
                return false;
            }
        }
    }

    @Test
    void anOldKeyIsTakenAsLongAsItIsInTheFile() throws Exception {
        ServerKeyPair former = ServerKeyPair.generate();
        Path keys = Files.writeString(directory.resolve("keys.txt"), "main=" + former.secretKeyBase64() + "\n");
        start(unlimited(Setting.KEYS_FILE, keys.toString()));
        for (String key : List.of(former.publicKeyBase64(), server.target().key())) {
            assertThat(failure(key)).isEqualTo(Failure.ID_NOT_EXIST);
        }
    }
}
