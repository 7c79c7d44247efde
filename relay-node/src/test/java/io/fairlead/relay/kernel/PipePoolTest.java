package io.fairlead.relay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PipePoolTest {
    /** More than a user without privileges may have at the most, or anybody. */
    private static final int TOO_MUCH = Integer.MAX_VALUE;

    private long now;
    private final SystemCalls calls = new SystemCalls();

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    @Test
    void givesAPipeBackToTheNextThatAsks() {
        PipePool pool = new PipePool(calls, () -> now, PipePool.LEAST_BYTES);
        Pipe pipe = pool.borrow();
        assertThat(pipe).isNotNull();
        pool.giveBack(pipe);
        assertThat(pool.borrow()).isSameAs(pipe);
        assertThat(pool.open()).isEqualTo(1);
        pool.discard(pipe);
        assertThat(pool.open()).isZero();
    }

    @Test
    void keepsAFewAndClosesTheRest() {
        int before = descriptors();
        PipePool pool = new PipePool(calls, () -> now, PipePool.LEAST_BYTES);
        List<Pipe> borrowed = new ArrayList<>();
        for (int i = 0; i < 2 * PipePool.MOST_KEPT; i++) {
            borrowed.add(pool.borrow());
        }
        borrowed.forEach(pool::giveBack);
        assertThat(pool.open()).isEqualTo(PipePool.MOST_KEPT);
        pool.close();
        assertThat(pool.open()).isZero();
        assertThat(descriptors()).isLessThanOrEqualTo(before);
    }

    @Test
    void aPipeThatIsTooSmallIsNoneAndIsNotAskedForAgainAtOnce() {
        int before = descriptors();
        PipePool pool = new PipePool(calls, () -> now, TOO_MUCH);
        assertThat(pool.borrow()).isNull();
        assertThat(pool.open()).isZero();
        assertThat(pool.refusals()).isEqualTo(1);
        assertThat(pool.borrow()).isNull();
        assertThat(pool.refusals()).isEqualTo(1);
        now += PipePool.RETRY_NANOS;
        assertThat(pool.borrow()).isNull();
        assertThat(pool.refusals()).isEqualTo(2);
        assertThat(descriptors()).isLessThanOrEqualTo(before);
    }
}
