package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import org.junit.jupiter.api.Test;

class Section07NatTestIT extends Conformance {
    @Test
    void s07BothPortsTellTheSourcePort() throws Exception {
        for (TcpWire wire : new TcpWire[]{tcp(source()), natTestPort(source())}) {
            assertThat(ask(wire, NAT_TEST).getTestNatResponse().getPort()).isEqualTo(wire.local().getPort());
        }
    }

    @Test
    void s07AClientWithAnOlderListOfServersIsToldTheNewerOne() throws Exception {
        assertThat(ask(tcp(source()), NAT_TEST).getTestNatResponse().getCu().getSerial()).isEqualTo(3);
        // Measured: the open server says so on port P alone.
        assertThat(ask(natTestPort(source()), NAT_TEST).getTestNatResponse().getCu().getSerial())
                .isEqualTo(expected(3, 0));
    }

    @Test
    void s07AnswersByUdp() throws Exception {
        UdpWire wire = udp(source());
        wire.send(NAT_TEST);
        if (isFairlead()) {
            assertThat(wire.receive(PATIENCE).getTestNatResponse().getPort()).isEqualTo(wire.local().getPort());
        } else {
            assertSilent(wire);
        }
    }
}
