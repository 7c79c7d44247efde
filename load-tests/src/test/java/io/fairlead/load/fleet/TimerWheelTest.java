package io.fairlead.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long START = Long.MAX_VALUE - 5;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Integer> fired = new ArrayList<>();

    private void advance(TimerWheel wheel, long millis) {
        wheel.advance(START + millis * MILLI, fired::add);
    }

    @Test
    void timersFireOnceWhenTheyAreDue() {
        TimerWheel wheel = new TimerWheel(3, START);
        wheel.set(0, START + 100 * MILLI);
        wheel.set(1, START + 200 * MILLI);
        advance(wheel, 90);
        assertThat(fired).isEmpty();
        advance(wheel, 120);
        assertThat(fired).containsExactly(0);
        advance(wheel, 30_000);
        assertThat(fired).containsExactly(0, 1);
        advance(wheel, 90_000);
        assertThat(fired).containsExactly(0, 1);
    }

    @Test
    void aTimerThatIsSetAnewFiresAtTheNewTimeAloneWhetherSoonerOrLater() {
        TimerWheel wheel = new TimerWheel(2, START);
        wheel.set(0, START + 3000 * MILLI);
        wheel.set(0, START + 15_000 * MILLI);
        wheel.set(1, START + 15_000 * MILLI);
        wheel.set(1, START + 40 * MILLI);
        advance(wheel, 60);
        assertThat(fired).containsExactly(1);
        advance(wheel, 14_000);
        assertThat(fired).containsExactly(1);
        advance(wheel, 15_020);
        assertThat(fired).containsExactly(1, 0);
    }

    @Test
    void whatIsFurtherThanARoundIsNotForgottenAndWhatIsOverdueIsNotMissed() {
        TimerWheel wheel = new TimerWheel(2, START);
        wheel.set(0, START + 60_000 * MILLI);
        advance(wheel, 59_000);
        assertThat(fired).isEmpty();
        wheel.set(1, START);
        advance(wheel, 59_020);
        assertThat(fired).containsExactly(1);
        advance(wheel, 60_020);
        assertThat(fired).containsExactly(1, 0);
    }

    @Test
    void manyTimersSetAnewWhileTheyAreToldOfFireEachAtItsTimes() {
        int timers = 500;
        long[] due = new long[timers];
        int[] count = new int[timers];
        SplittableRandom random = new SplittableRandom(1);
        TimerWheel wheel = new TimerWheel(timers, START);
        for (int i = 0; i < timers; i++) {
            due[i] = random.nextLong(20_000);
            wheel.set(i, START + due[i] * MILLI);
        }
        for (long now = 0; now <= 100_000; now += 7) {
            long present = now;
            wheel.advance(START + now * MILLI, timer -> {
                assertThat(present).isBetween(due[timer], due[timer] + 10 + 7);
                count[timer]++;
                due[timer] = present + 1 + random.nextLong(20_000);
                wheel.set(timer, START + due[timer] * MILLI);
            });
        }
        assertThat(Arrays.stream(count).min().orElse(0)).isGreaterThan(3);
        assertThat(Arrays.stream(due).min().orElse(0)).isGreaterThan(100_000 - 17);
    }
}
