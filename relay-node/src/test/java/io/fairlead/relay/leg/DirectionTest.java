package io.fairlead.relay.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.relay.kernel.DataPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionTest {
    private final Direction direction = new Direction();
    private final PathTally tally = new PathTally();

    private List<Traffic> told(long now) {
        List<Traffic> told = new ArrayList<>();
        direction.tell(tally, false, true, Traffic.WEBSOCKET, now);
        tally.takeBytes(told::add);
        return told;
    }

    @Test
    void tellsTheBytesOfEachPathOnce() {
        direction.count(10, DataPath.NETTY);
        direction.count(20, DataPath.COPY);
        assertThat(told(1)).containsExactlyInAnyOrder(
                new Traffic(false, true, "websocket", 10), new Traffic(false, true, "copy", 20));

        direction.count(30, DataPath.SPLICE);
        direction.count(1, DataPath.COPY);
        assertThat(told(2)).containsExactlyInAnyOrder(
                new Traffic(false, true, "splice", 30), new Traffic(false, true, "copy", 1));
        assertThat(told(3)).isEmpty();
        assertThat(direction.bytes()).isEqualTo(61);
    }

    @Test
    void tellsTimeHeldUpAlsoWhileItGoesOn() {
        direction.heldUp(100);
        direction.heldUp(150);
        told(200);
        assertThat(tally.takeHeldUp()).isEqualTo(100);

        direction.letGo(230);
        direction.letGo(240);
        told(300);
        assertThat(tally.takeHeldUp()).isEqualTo(30);

        direction.heldUp(400);
        direction.letGo(405);
        told(500);
        assertThat(tally.takeHeldUp()).isEqualTo(5);
    }
}
