package io.fairlead.load.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts as a kernel has written them. */
class ProcTextTest {
    private static final String STAT = "4242 (a ) (b) S 1 4242 4242 0 -1 4194304 1234 0 5 0 731 269 1 2 20 0 9 0 300 "
            + "3691212000 109212 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    @Test
    void addsUserAndSystemTimeBehindANameWithBlanksAndParentheses() {
        assertThat(ProcText.ticks(STAT)).isEqualTo(1000);
    }

    @Test
    void readsWhatAThreadRanAndWaited() {
        assertThat(ProcText.taskTime("632696000 534812 3\n")).isEqualTo(new TaskTime(632_696_000, 534_812));
    }

    @Test
    void readsKilobytesByName() {
        String status = "Name:\tjava\nVmHWM:\t  120000 kB\nVmRSS:\t  109212 kB\nRssAnon:\t 9000 kB\n";
        assertThat(ProcText.kilobytes(status, "VmRSS")).isEqualTo(109_212L * 1024);
        assertThatThrownBy(() -> ProcText.kilobytes(status, "Rss")).hasMessageContaining("no Rss");
    }

    @Test
    void trustsThreadsToTheNanosecondAndTicksWhenThreadsHaveEnded() {
        CpuSample first = new CpuSample(0, 100, Map.of(1, new TaskTime(50_000_000, 1_000_000)));
        CpuSample both = new CpuSample(2_000_000_000, 112,
                Map.of(1, new TaskTime(150_000_000, 3_000_000), 2, new TaskTime(17_000_000, 0)));
        assertThat(both.secondsSince(first)).isEqualTo(0.117);
        assertThat(both.waitSecondsSince(first)).isEqualTo(0.002);
        assertThat(both.wallSecondsSince(first)).isEqualTo(2);
        // A thread began, ran for half a second and ended in between.
        CpuSample ended = new CpuSample(2_000_000_000, 160, Map.of(1, new TaskTime(150_000_000, 0)));
        assertThat(ended.secondsSince(first)).isEqualTo(0.6);
        CpuSample without = new CpuSample(1, 130, Map.of());
        assertThat(without.secondsSince(new CpuSample(0, 100, Map.of()))).isEqualTo(0.3);
    }
}
