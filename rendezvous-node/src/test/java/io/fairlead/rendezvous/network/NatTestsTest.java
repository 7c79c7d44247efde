package io.fairlead.rendezvous.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.rendezvous.network.NatTests.Change;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatTestsTest {
    private final NatTests tests = new NatTests();

    private List<Change> symmetric(int requests, int clients, boolean masqueraded) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            InetAddress client = InetAddress.ofLiteral("203.0.113." + i % clients);
            Change change = tests.found(client, masqueraded, true);
            if (change != Change.NONE) {
                changes.add(change);
            }
        }
        return changes;
    }

    private Change asymmetric() {
        return tests.found(InetAddress.ofLiteral("198.51.100.7"), false, false);
    }

    @Test
    void whenEverybodysNatIsSymmetricSomethingRewritesPortsAndThatIsToldOnce() {
        assertThat(symmetric(29, 10, false)).isEmpty();
        assertThat(symmetric(100, 10, false)).containsExactly(Change.SUSPECTED);
        assertThat(asymmetric()).isEqualTo(Change.CLEARED);
        assertThat(asymmetric()).isEqualTo(Change.NONE);
        assertThat(symmetric(30, 10, false)).containsExactly(Change.SUSPECTED);
    }

    @Test
    void oneWhoAsksOftenBehindASymmetricNatIsNotEverybody() {
        assertThat(symmetric(1000, 4, false)).isEmpty();
    }

    @Test
    void behindAMasqueradingGatewayOneAddressIsEverybody() {
        assertThat(symmetric(29, 1, true)).isEmpty();
        assertThat(symmetric(1, 1, true)).containsExactly(Change.SUSPECTED);
    }

    @Test
    void oneNatThatKeepsPortsProvesTheContrary() {
        for (int i = 0; i < 10; i++) {
            assertThat(symmetric(29, 10, false)).isEmpty();
            assertThat(asymmetric()).isEqualTo(Change.NONE);
        }
    }
}
