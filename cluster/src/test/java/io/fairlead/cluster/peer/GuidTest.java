package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuidTest {
    private static final long NOW = 1_764_236_273_000L;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void isAUuidOfVersion7ThatHoldsTheTime() {
        ByteBuffer bytes = ByteBuffer.wrap(Guid.make(NOW, random));
        UUID uuid = new UUID(bytes.getLong(), bytes.getLong());

        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOW);
    }

    @Test
    void ofLaterMomentsAreBehindThoseOfEarlierOnes() {
        byte[] before = Guid.make(NOW, random);
        byte[] after = Guid.make(NOW + 1, random);

        assertThat(Arrays.compareUnsigned(before, after)).isNegative();
    }

    @Test
    void ofOneMomentDiffer() {
        Set<ByteBuffer> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ByteBuffer.wrap(Guid.make(NOW, random)));
        }

        assertThat(made).hasSize(10_000);
    }
}
