package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldIdentitiesTest {
    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static DeviceIdentity identity(String uuid, String key, String ip) {
        return new DeviceIdentity("100000001", bytes(uuid), bytes(key), ip);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceIsTheSameByAllItsParts(boolean whole) {
        HeldIdentities identities = new HeldIdentities(whole);
        HeldIdentity held = identities.of(identity("uuid", "key", "192.0.2.1"));
        assertThat(identities.same(held, identity("uuid", "key", "192.0.2.1"))).isTrue();
        assertThat(identities.same(held, identity("uuie", "key", "192.0.2.1"))).isFalse();
        assertThat(identities.same(held, identity("uuid", "kez", "192.0.2.1"))).isFalse();
        assertThat(identities.same(held, identity("uuidk", "ey", "192.0.2.1"))).isFalse();
        assertThat(identities.same(held, identity("uuid", "key", "192.0.2.2"))).isFalse();
        assertThat(identities.same(held, identity("uuid", "", "192.0.2.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherUuidIsAnotherDevices(boolean whole) {
        HeldIdentities identities = new HeldIdentities(whole);
        HeldIdentity held = identities.of(identity("uuid", "key", "192.0.2.1"));
        assertThat(identities.differs(held, bytes("uuid"), bytes("key"))).isFalse();
        assertThat(identities.differs(held, bytes("uuie"), bytes("key"))).isTrue();
        assertThat(identities.differs(held, bytes(""), bytes("key"))).isTrue();
    }

    @Test
    void aDigestOfOneProcessIsNoneOfAnother() {
        DeviceIdentity identity = identity("uuid", "key", "192.0.2.1");
        assertThat(new HeldIdentities(false).same(new HeldIdentities(false).of(identity), identity)).isFalse();
    }
}
