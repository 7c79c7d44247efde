package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Section10OnlineIT extends Conformance {
    private static byte[] states(Wire wire, List<String> ids) throws Exception {
        return ask(wire, request(ids)).getOnlineResponse().getStates().toByteArray();
    }

    private static RendezvousMessage request(List<String> ids) {
        return RendezvousMessage.newBuilder()
                .setOnlineRequest(OnlineRequest.newBuilder().setId("100000000").addAllPeers(ids))
                .build();
    }

    private List<String> tenOfWhichTheFirstAndTheTenthAreOnline() throws Exception {
        List<String> ids = new ArrayList<>();
        ids.add(device().id());
        for (int i = 0; i < 8; i++) {
            ids.add(freshId());
        }
        ids.add(device().id());
        return ids;
    }

    @Test
    void s10OneBitPerDeviceTheMostSignificantFirst() throws Exception {
        assertThat(states(natTestPort(source()), tenOfWhichTheFirstAndTheTenthAreOnline()))
                .containsExactly(0x80, 0x40);
    }

    @Test
    void s10TheSameOverWebSocket() throws Exception {
        List<String> ids = tenOfWhichTheFirstAndTheTenthAreOnline();
        WebSocketWire wire = webSocket();
        if (isFairlead()) {
            assertThat(states(wire, ids)).containsExactly(0x80, 0x40);
        } else {
            // Measured: it answers this question on port P-1 alone.
            wire.send(request(ids));
            assertEnded(wire);
        }
    }

    @Test
    void s10TheAnswerHasTheLengthThatTheClientIndexes() throws Exception {
        for (int asked : new int[]{0, 1, 7, 8, 9, 64, 65}) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < asked; i++) {
                ids.add(freshId());
            }
            assertThat(states(natTestPort(source()), ids)).hasSize((asked + 7) / 8);
        }
    }
}
