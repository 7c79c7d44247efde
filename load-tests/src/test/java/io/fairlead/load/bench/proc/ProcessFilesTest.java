package io.fairlead.load.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On this very process. */
@EnabledOnOs(OS.LINUX)
class ProcessFilesTest {
    private final ProcessFiles own = new ProcessFiles(ProcessHandle.current().pid());

    @Test
    void seesWhatAThreadHasUsed() throws Exception {
        CpuSample before = own.cpu();
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long wanted = TimeUnit.MILLISECONDS.toNanos(200);
        while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began < wanted) {
            Thread.onSpinWait();
        }
        CpuSample after = own.cpu();
        assertThat(after.secondsSince(before)).isBetween(0.2, 10.0);
        assertThat(after.wallSecondsSince(before)).isGreaterThanOrEqualTo(0.2);
    }

    @Test
    void seesResidentMemory() throws Exception {
        assertThat(own.residentBytes()).isBetween(10L << 20, 8L << 30);
    }

    @Test
    void failsForAProcessThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        assertThatThrownBy(() -> new ProcessFiles(ended.pid()).cpu()).isInstanceOf(IOException.class);
    }
}
