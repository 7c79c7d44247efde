package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRulesTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress AWAY = InetAddress.ofLiteral("198.51.100.1");
    private static final String ID = "123456789";

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static DeviceIdentity stored(String uuid, String key) {
        return new DeviceIdentity(ID, bytes(uuid), bytes(key), "192.0.2.1");
    }

    private static RegisterPk message(String uuid, String key) {
        return RegisterPk.newBuilder()
                .setId(ID)
                .setUuid(ByteString.copyFromUtf8(uuid))
                .setPk(ByteString.copyFromUtf8(key))
                .build();
    }

    @Test
    void storesANewDevice() {
        assertThat(KeyRules.decide(message("u", "k"), HOME, Optional.empty()))
                .isEqualTo(new KeyDecision.Store(stored("u", "k"), RegistrationOutcome.CREATED));
    }

    @Test
    void confirmsWhatItKnowsWithoutStoringIt() {
        assertThat(KeyRules.decide(message("u", "k"), HOME, Optional.of(stored("u", "k"))))
                .isEqualTo(new KeyDecision.Confirm(stored("u", "k")));
    }

    @Test
    void takesANewKeyFromTheSameAddressAndANewAddressWithTheSameKey() {
        assertThat(KeyRules.decide(message("u", "new"), HOME, Optional.of(stored("u", "k"))))
                .isInstanceOfSatisfying(KeyDecision.Store.class, s -> assertThat(s.change())
                        .isEqualTo(RegistrationOutcome.KEY_CHANGED));
        assertThat(KeyRules.decide(message("u", "k"), AWAY, Optional.of(stored("u", "k"))))
                .isInstanceOfSatisfying(KeyDecision.Store.class, s -> assertThat(s.change())
                        .isEqualTo(RegistrationOutcome.ADDRESS_CHANGED));
    }

    @Test
    void refusesAnotherUuidAndANewKeyFromANewAddress() {
        KeyDecision refusal = new KeyDecision.Refuse(Result.UUID_MISMATCH);
        assertThat(KeyRules.decide(message("other", "k"), HOME, Optional.of(stored("u", "k"))))
                .isEqualTo(refusal);
        assertThat(KeyRules.decide(message("u", "new"), AWAY, Optional.of(stored("u", "k"))))
                .isEqualTo(refusal);
    }

    @Test
    void letsTheFirstUuidHaveAnIdThatHasNone() {
        assertThat(KeyRules.decide(message("u", "k"), AWAY, Optional.of(stored("", ""))))
                .isInstanceOf(KeyDecision.Store.class);
    }

    @Test
    void acceptsHeartbeatsOnlyFromTheAddressOfTheKey() {
        assertThat(KeyRules.acceptsHeartbeat(stored("u", "k"), HOME)).isTrue();
        assertThat(KeyRules.acceptsHeartbeat(stored("u", "k"), AWAY)).isFalse();
        assertThat(KeyRules.acceptsHeartbeat(stored("u", ""), HOME)).isFalse();
    }
}
