package io.fairlead.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.control.ControlMessage.Kind;
import org.junit.jupiter.api.Test;

class ControlGateTest {
    private static final long NOW = 1_795_000_000_000L;

    private final ControlGate gate = new ControlGate("b-2");

    private static ControlMessage message(String id, String to, long sent) {
        return new ControlMessage(Kind.ASK, id, "a-1", to, sent, "drain_relay", "");
    }

    @Test
    void aMessageCountsOnce() {
        ControlMessage message = message("1", "b-2", NOW);
        assertThat(gate.judge(message, NOW)).isEmpty();
        for (long later = 0; later <= ControlGate.WINDOW_MILLI; later += 1000) {
            assertThat(gate.judge(message, NOW + later)).contains(ControlDrop.REPLAYED);
        }
        assertThat(gate.judge(message, NOW + ControlGate.WINDOW_MILLI + 1)).contains(ControlDrop.STALE);
    }

    @Test
    void aMessageFromTheFutureCountsOnceAlso() {
        ControlMessage message = message("1", "b-2", NOW + ControlGate.WINDOW_MILLI);
        assertThat(gate.judge(message, NOW)).isEmpty();
        for (long later = 0; later <= 2 * ControlGate.WINDOW_MILLI; later += 1000) {
            assertThat(gate.judge(message, NOW + later)).contains(ControlDrop.REPLAYED);
        }
        assertThat(gate.judge(message, NOW + 2 * ControlGate.WINDOW_MILLI + 1)).contains(ControlDrop.STALE);
    }

    @Test
    void anotherNodesMessageAndAnotherLifesDoNotCount() {
        assertThat(gate.judge(message("1", "b-1", NOW), NOW)).contains(ControlDrop.OTHER_NODE);
        assertThat(gate.judge(message("1", "b", NOW), NOW)).contains(ControlDrop.OTHER_NODE);
    }

    @Test
    void clocksMayDifferABit() {
        assertThat(gate.judge(message("1", "b-2", NOW - ControlGate.WINDOW_MILLI), NOW)).isEmpty();
        assertThat(gate.judge(message("2", "b-2", NOW + ControlGate.WINDOW_MILLI), NOW)).isEmpty();
        assertThat(gate.judge(message("3", "b-2", NOW - ControlGate.WINDOW_MILLI - 1), NOW))
                .contains(ControlDrop.STALE);
        assertThat(gate.judge(message("4", "b-2", NOW + ControlGate.WINDOW_MILLI + 1), NOW))
                .contains(ControlDrop.STALE);
    }

    @Test
    void whenThereAreTooManyToRememberNoneCounts() {
        for (int i = 0; i < ControlGate.MOST_REMEMBERED; i++) {
            assertThat(gate.judge(message("m" + i, "b-2", NOW), NOW)).isEmpty();
        }
        assertThat(gate.judge(message("more", "b-2", NOW), NOW)).contains(ControlDrop.TOO_MANY);
        assertThat(gate.judge(message("m0", "b-2", NOW), NOW)).contains(ControlDrop.REPLAYED);
        long later = NOW + 2 * ControlGate.WINDOW_MILLI + 2;
        assertThat(gate.judge(message("later", "b-2", later), later)).isEmpty();
    }
}
