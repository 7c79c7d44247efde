package io.fairlead.load.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is sent, and when. */
class PlanTest {
    private static final long START = 1_000_000;

    @Test
    void spacesMessagesEvenlyOverAllStreams() {
        EvenPlan plan = new EvenPlan(START, 4, 1000);
        assertThat(plan.dueBy(START - 1)).isZero();
        assertThat(plan.dueBy(START)).isEqualTo(1);
        assertThat(plan.dueBy(START + 999_999)).isEqualTo(1);
        assertThat(plan.dueBy(START + TimeUnit.SECONDS.toNanos(1))).isEqualTo(1001);
        assertThat(plan.stream(6)).isEqualTo(2);
        assertThat(plan.dueAt(6)).isEqualTo(START + 6_000_000);
        // The second message of the stream of the same number.
        assertThat(plan.dueAt(2, 1)).isEqualTo(plan.dueAt(6));
    }

    @Test
    void whatIsDueIsDueAtItsInstantAndNotBefore() {
        EvenPlan plan = new EvenPlan(START, 3, 84_000);
        for (long number : new long[]{1, 2, 83_999, 1_000_001}) {
            assertThat(plan.dueBy(plan.dueAt(number) + 1)).isEqualTo(number + 1);
            assertThat(plan.dueBy(plan.dueAt(number) - 1)).isEqualTo(number);
        }
        assertThatThrownBy(() -> new EvenPlan(START, 0, 1)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new EvenPlan(START, 1, 0)).hasMessageContaining("expected");
    }

    @Test
    void thePatternTellsWhereInWhichStreamBytesAre() {
        try (Arena arena = Arena.ofConfined()) {
            BytePattern pattern = new BytePattern(arena);
            MemorySegment got = arena.allocate(1000);
            MemorySegment.copy(MemorySegment.ofAddress(pattern.pointer(3, 123_456)).reinterpret(1000), 0, got, 0, 1000);
            assertThat(pattern.matches(got, 1000, 3, 123_456)).isTrue();
            assertThat(pattern.matches(got, 1000, 3, 123_457)).isFalse();
            assertThat(pattern.matches(got, 1000, 4, 123_456)).isFalse();
            got.set(ValueLayout.JAVA_BYTE, 500, (byte) (got.get(ValueLayout.JAVA_BYTE, 500) + 1));
            assertThat(pattern.matches(got, 500, 3, 123_456)).isTrue();
            assertThat(pattern.matches(got, 501, 3, 123_456)).isFalse();
        }
    }

    @Test
    void delaysKeepThreeDigitsAndAreNeverNegative() {
        Delays delays = new Delays();
        for (int i = 1; i <= 1000; i++) {
            delays.add(TimeUnit.MICROSECONDS.toNanos(i));
        }
        assertThat(delays.micros(50)).isBetween(499.0, 501.0);
        assertThat(delays.micros(99)).isBetween(989.0, 991.0);
        assertThat(delays.points()).hasSize(13).last().satisfies(last -> assertThat(last.micros())
                .isBetween(999.0, 1001.0));
        delays.clear();
        delays.add(-5);
        assertThat(delays.count()).isEqualTo(1);
        assertThat(delays.micros(100)).isZero();
    }

    @Test
    void saysWhoseCoreWasTaken() {
        assertThat(new Conditions(99, 2, 0.2).warning()).isEmpty();
        assertThat(new Conditions(30, 1, 0.2).warning()).isEmpty();
        // A server of several threads on one core, which they keep busy.
        assertThat(new Conditions(97, 90, 0.2).warning()).isEmpty();
        assertThat(new Conditions(55, 45, 0.2).warning())
                .hasValueSatisfying(text -> assertThat(text).contains("server"));
        assertThat(new Conditions(20, 60, 0.2).warning())
                .hasValueSatisfying(text -> assertThat(text).contains("server"));
        assertThat(new Conditions(99, 2, 40).warning())
                .hasValueSatisfying(text -> assertThat(text).contains("generator"));
    }
}
