package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.crypto.SignedIdentity;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentitySignerTest {
    private static final ServerKeyPair FIRST = ServerKeyPair.generate();
    private static final ServerKeyPair SECOND = ServerKeyPair.generate();

    private final IdentitySigner signer = new IdentitySigner(2);

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static DeviceIdentity device(String id, int key) {
        return new DeviceIdentity(id, OpaqueBytes.EMPTY, OpaqueBytes.copyOf(key(key)), "");
    }

    private ByteString sign(ServerKeyPair pair, DeviceIdentity device) {
        return signer.sign(Optional.of(pair), device, "1.4.3");
    }

    private static void assertVouchesFor(ByteString signed, ServerKeyPair pair, String id, int key) {
        assertThat(SignedIdentity.open(signed.toByteArray(), pair.publicKey())).hasValueSatisfying(identity -> {
            assertThat(identity.getId()).isEqualTo(id);
            assertThat(identity.getPk().toByteArray()).isEqualTo(key(key));
        });
    }

    @Test
    void aDeviceThatIsAskedForAgainIsVouchedForByTheSameBytes() {
        ByteString once = sign(FIRST, device("a", 1));
        assertVouchesFor(once, FIRST, "a", 1);
        assertThat(sign(FIRST, device("a", 1))).isSameAs(once);
    }

    @Test
    void aKeyThatHasChangedIsTheOneThatIsVouchedFor() {
        sign(FIRST, device("a", 1));
        assertVouchesFor(sign(FIRST, device("a", 2)), FIRST, "a", 2);
        assertVouchesFor(sign(FIRST, device("a", 2)), FIRST, "a", 2);
    }

    @Test
    void anotherKeyPairSignsForItself() {
        sign(FIRST, device("a", 1));
        assertVouchesFor(sign(SECOND, device("a", 1)), SECOND, "a", 1);
        assertVouchesFor(sign(FIRST, device("a", 1)), FIRST, "a", 1);
    }

    @Test
    void whoWasForgottenIsSignedForAnew() {
        sign(FIRST, device("a", 1));
        sign(FIRST, device("b", 2));
        sign(FIRST, device("c", 3));
        assertVouchesFor(sign(FIRST, device("a", 1)), FIRST, "a", 1);
    }

    @Test
    void nothingIsSignedWithoutAKeyPairAKeyOrAVersion() {
        assertThat(signer.sign(Optional.empty(), device("a", 1), "1.4.3")).isEmpty();
        assertThat(signer.sign(Optional.of(FIRST), device("a", 1), "")).isEmpty();
        assertThat(signer.sign(Optional.of(FIRST),
                new DeviceIdentity("a", OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, ""), "1.4.3")).isEmpty();
    }
}
