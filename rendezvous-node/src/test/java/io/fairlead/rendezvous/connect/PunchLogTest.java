package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PunchLogTest {
    private static final int MOST = 10_000;

    private final PunchLog log = new PunchLog();

    private static PunchLog.Entry entry(int number) {
        return new PunchLog.Entry(
                Instant.ofEpochSecond(1_700_000_000L + number, number),
                InetAddress
                        .ofLiteral(number % 3 == 0 ? "2001:db8::" + Integer.toHexString(number % 65_536) : "192.0.2.1"),
                InetAddress.ofLiteral("198.51.100." + number % 256),
                number % 7 == 0 ? "gerät-".repeat(1 + number % 16) + number : String.valueOf(100_000_000 + number));
    }

    @Test
    void keepsTheLastTenThousandInTheirOrder() {
        List<PunchLog.Entry> all = new ArrayList<>();
        for (int i = 0; i < 35_000; i++) {
            all.add(entry(i));
            log.add(all.getLast());
            if (i % 4999 == 0 || i == 34_999) {
                assertThat(log.entries()).isEqualTo(all.subList(Math.max(0, all.size() - MOST), all.size()));
            }
        }
    }

    @Test
    void forgetsAll() {
        log.add(entry(1));
        log.clear();
        assertThat(log.entries()).isEmpty();
        log.add(entry(2));
        assertThat(log.entries()).containsExactly(entry(2));
    }
}
