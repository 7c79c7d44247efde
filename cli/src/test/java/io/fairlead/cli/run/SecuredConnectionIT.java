package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.KeyExchange;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secured rendezvous connections, protocol section 5. */
class SecuredConnectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RendezvousMessage NAT_TEST = RendezvousMessage.newBuilder()
            .setTestNatRequest(TestNatRequest.getDefaultInstance())
            .build();

    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TcpWire connect() throws IOException {
        return TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE);
    }

    @Test
    void aClientThatWaitsIsServedInBoxesInBothDirections() throws Exception {
        TcpWire plain = connect();
        try (Wire wire = SecuredWire.secure(plain, server.target().key(), PATIENCE)) {
            for (int i = 0; i < 3; i++) {
                wire.send(NAT_TEST);
                assertThat(wire.receive(PATIENCE).orElseThrow().getTestNatResponse().getPort())
                        .isEqualTo(plain.local().getPort());
            }
            wire.send(message(punchHole(freshId(), server.target().key())));
            assertThat(wire.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getFailure())
                    .isEqualTo(Failure.ID_NOT_EXIST);
        }
    }

    @Test
    void aClientThatSpeaksAtOnceIsNotDisturbed() throws Exception {
        try (TcpWire wire = connect()) {
            wire.send(NAT_TEST);
            assertThat(wire.receive(PATIENCE).orElseThrow().hasTestNatResponse()).isTrue();
            assertThatThrownBy(() -> wire.receive(Duration.ofMillis(400))).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aSlowClientMaySkipTheOffer() throws Exception {
        try (TcpWire wire = connect()) {
            assertThat(wire.receive(PATIENCE).orElseThrow().hasKeyExchange()).isTrue();
            wire.send(NAT_TEST);
            assertThat(wire.receive(PATIENCE).orElseThrow().hasTestNatResponse()).isTrue();
        }
        assertThat(server.metrics()).contains("fairlead_rendezvous_key_exchanges_total{step=\"declined\"} 1");
    }

    @Test
    void clientsThatWantNoSecurityPassAnOfferOver() throws Exception {
        server.close();
        server = TestServer.start(directory, Map.of(Setting.KEY_EXCHANGE_WAIT, "0"));
        try (TcpWire wire = connect()) {
            KeyExchange offer = wire.receive(PATIENCE).orElseThrow().getKeyExchange();
            assertThat(offer.getKeysCount()).isEqualTo(1);
        }
        try (TcpWire wire = connect()) {
            Awaitility.await().atMost(PATIENCE).until(() -> wire.socket().getInputStream().available() > 0);
            wire.send(NAT_TEST);
            assertThat(wire.receiveAnswer(PATIENCE).getTestNatResponse().getPort())
                    .isEqualTo(wire.local().getPort());
        }
    }

    @Test
    void anAnswerThatIsNoneEndsTheConnection() throws Exception {
        ByteString key = ByteString.copyFrom(new byte[32]);
        for (KeyExchange answer : new KeyExchange[]{
                KeyExchange.getDefaultInstance(),
                KeyExchange.newBuilder().addKeys(key).build(),
                KeyExchange.newBuilder().addKeys(key).addKeys(key).build(),
                KeyExchange.newBuilder().addKeys(key).addKeys(ByteString.copyFrom(new byte[48])).build(),
                KeyExchange.newBuilder().addKeys(key).addKeys(key).addKeys(key).build()}) {
            try (TcpWire wire = connect()) {
                wire.receive(PATIENCE);
                wire.send(RendezvousMessage.newBuilder().setKeyExchange(answer).build());
                assertThat(wire.receive(PATIENCE)).isEmpty();
            }
        }
        assertThat(server.metrics()).contains("fairlead_rendezvous_key_exchanges_total{step=\"failed\"} 5");
    }

    @Test
    void aBoxThatDoesNotOpenEndsTheConnection() throws Exception {
        TcpWire plain = connect();
        try (Wire wire = SecuredWire.secure(plain, server.target().key(), PATIENCE)) {
            wire.send(NAT_TEST);
            assertThat(wire.receive(PATIENCE)).isPresent();
            plain.send(NAT_TEST);
            assertThat(plain.receive(PATIENCE)).isEmpty();
        }
        assertThat(server.metrics()).contains("fairlead_rendezvous_dropped_total{reason=\"bad_box\"} 1");
    }

    @Test
    void nobodyIsOfferedAKeyExchangeWhenItIsSwitchedOff() throws Exception {
        server.close();
        server = TestServer.start(directory, Map.of(Setting.KEY_EXCHANGE_WAIT, "-1"));
        try (TcpWire wire = connect()) {
            assertThatThrownBy(() -> wire.receive(Duration.ofMillis(400))).isInstanceOf(SocketTimeoutException.class);
            wire.send(NAT_TEST);
            assertThat(wire.receive(PATIENCE).orElseThrow().hasTestNatResponse()).isTrue();
        }
    }
}
