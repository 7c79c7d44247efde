package io.fairlead.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.traffic.SessionKind;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import io.fairlead.load.traffic.TrafficModel;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whose turn it is. */
class DueTest {
    private final Due due = new Due();

    private List<Leg> legs(int count, Arena arena) {
        SessionPlan plan = TrafficModel.standard().session(1, 1, SessionKind.IDLE);
        Tools tools = new Tools(null, null, new Pattern(arena), null, new Seen(), StreamSettings.usual(), due);
        Session session = new Session(plan, "", "", Ending.orderly(), tools, _ -> {});
        LegSpec spec = LegSpec.tcp(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1));
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            legs.add(new Leg(session, Side.DEVICE, spec, tools, i));
        }
        return legs;
    }

    @Test
    void theSoonestIsFirstHoweverOftenMomentsChange() {
        try (Arena arena = Arena.ofConfined()) {
            List<Leg> legs = legs(200, arena);
            SplittableRandom random = new SplittableRandom(2);
            List<Leg> waiting = new ArrayList<>();
            assertThat(due.firstAt()).isEqualTo(Due.NEVER);
            for (int i = 0; i < 20_000; i++) {
                Leg leg = legs.get(random.nextInt(legs.size()));
                long at = random.nextInt(4) == 0 ? Due.NEVER : random.nextInt(1000);
                due.set(leg, at);
                waiting.remove(leg);
                if (at != Due.NEVER) {
                    waiting.add(leg);
                }
                long soonest = waiting.stream().mapToLong(one -> one.dueAt).min().orElse(Due.NEVER);
                assertThat(due.firstAt()).isEqualTo(soonest);
            }
            waiting.sort(Comparator.comparingLong(one -> one.dueAt));
            for (Leg leg : waiting) {
                assertThat(due.first().dueAt).isEqualTo(leg.dueAt);
                due.set(due.first(), Due.NEVER);
            }
            assertThat(due.firstAt()).isEqualTo(Due.NEVER);
        }
    }
}
