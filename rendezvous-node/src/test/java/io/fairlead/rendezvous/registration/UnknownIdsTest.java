package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnknownIdsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NOW = Long.MAX_VALUE - SECOND / 2;

    private final UnknownIds unknown = new UnknownIds();

    @Test
    void whatTheStoreSaidIsTrueOnceAndForAMoment() {
        unknown.note("100000001", NOW);
        unknown.note("100000002", NOW);

        assertThat(unknown.take("100000003", NOW)).isFalse();
        assertThat(unknown.take("100000001", NOW + SECOND)).isTrue();
        assertThat(unknown.take("100000001", NOW + SECOND)).isFalse();
        assertThat(unknown.take("100000002", NOW + 3 * SECOND)).isFalse();
    }

    @Test
    void strangersPushOutWhatIsThereAndNothingElse() {
        for (int i = 0; i < 100_000; i++) {
            unknown.note("stranger" + i, NOW);
        }
        unknown.note("100000001", NOW);

        assertThat(unknown.take("100000001", NOW)).isTrue();
        assertThat(unknown.take("stranger1", NOW)).isFalse();
    }
}
