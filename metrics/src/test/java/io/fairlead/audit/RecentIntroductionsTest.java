package io.fairlead.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentIntroductionsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T09:15:00Z");

    private final RecentIntroductions recent = new RecentIntroductions(InstantSource.fixed(NOW));

    private static AuditEvent.Introduction to(String device, String plan, String outcome) {
        return new AuditEvent.Introduction(new InetSocketAddress("192.0.2.1", 1), device, plan, "", outcome, "public",
                "public", "no", "", "", "", 1);
    }

    @Test
    void remembersTheLastOnesAndCountsAll() {
        int all = RecentIntroductions.REMEMBERED + 7;
        for (int i = 0; i < all; i++) {
            recent.record(to("d" + i, i % 2 == 0 ? "punch" : "relay", "answered"));
        }
        recent.record(new AuditEvent.Refusal("relay", new InetSocketAddress("192.0.2.1", 1), "", "draining"));
        assertThat(recent.last(3)).extracting(noted -> noted.event().to())
                .containsExactly("d" + (all - 1), "d" + (all - 2), "d" + (all - 3));
        assertThat(recent.last(3)).allMatch(noted -> noted.time().equals(NOW));
        assertThat(recent.last(all)).hasSize(RecentIntroductions.REMEMBERED).last()
                .extracting(noted -> noted.event().to()).isEqualTo("d7");
        assertThat(recent.byOutcome()).isEqualTo(Map.of("answered", (long) all));
        assertThat(recent.byPlan()).isEqualTo(Map.of("punch", (all + 1) / 2L, "relay", all / 2L));
    }

    @Test
    void knowsNoneAtFirst() {
        assertThat(recent.last(10)).isEmpty();
        assertThat(recent.byOutcome()).isEmpty();
    }
}
