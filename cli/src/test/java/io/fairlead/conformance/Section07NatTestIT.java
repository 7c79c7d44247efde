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
