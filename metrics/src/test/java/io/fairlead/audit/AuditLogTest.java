package io.fairlead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.5Z");
    private static final InetSocketAddress FROM = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 7);

    private final List<JsonObject> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final Counted counts = new Counted();

    private AuditLog log(int capacity) {
        AuditOutput output = new AuditOutput() {
            @Override
            public void write(List<String> lines) {
                writing.countDown();
                try {
                    mayWrite.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                lines.forEach(line -> written.add(JsonParser.parseString(line).getAsJsonObject()));
            }

            @Override
            public void tick() {
                // Nothing to do.
            }

            @Override
            public void close() {
                // Nothing to do.
            }
        };
        return new AuditLog("node-1", InstantSource.fixed(NOW), capacity, List.of(output), counts);
    }

    private static AuditEvent device(String id) {
        return new AuditEvent.Registration(id, FROM, "udp", "created");
    }

    @Test
    void writesOneDocumentForEachEventBeforeItCloses() {
        mayWrite.countDown();
        try (AuditLog log = log(100)) {
            log.record(device("a\nb\"c"));
            log.record(new AuditEvent.Lost(3, "none"));
        }
        assertThat(written).hasSize(2);
        assertThat(written.getFirst())
                .hasToString("{\"v\":1,\"time\":\"2026-11-27T12:00:00.500Z\",\"node\":\"node-1\",\"line\":1,"
                        + "\"event\":\"registration\",\"id\":\"a\\nb\\\"c\",\"from\":\"[2001:db8:0:0:0:0:0:1]:7\","
                        + "\"transport\":\"udp\",\"outcome\":\"created\"}");
        assertThat(counts.written()).isEqualTo(2);
    }

    @Test
    void dropsWhatDoesNotFitAndSaysSo() throws Exception {
        try (AuditLog log = log(2)) {
            log.record(device("first"));
            writing.await();
            // The writer is stuck: two wait, the others do not, and nobody is held up.
            for (int i = 0; i < 5; i++) {
                log.record(device("later" + i));
            }
            assertThat(counts.lost()).isEqualTo(3);
            mayWrite.countDown();
            await().until(() -> written.stream().anyMatch(line -> line.get("event").getAsString().equals("lost")));
        }
        assertThat(written.stream().filter(line -> line.get("event").getAsString().equals("lost")))
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.get("count").getAsLong()).isEqualTo(3);
                    assertThat(lost.get("reason").getAsString()).isEqualTo("queue_full");
                });
        assertThat(written.stream().filter(line -> line.has("id")).map(line -> line.get("id").getAsString()))
                .containsExactly("first", "later0", "later1");
    }

    @Test
    void notesSoManyRefusalsInASecond() {
        mayWrite.countDown();
        try (AuditLog log = log(10_000)) {
            for (int i = 0; i < AuditLog.REFUSALS_PER_SECOND + 7; i++) {
                log.record(new AuditEvent.Refusal("relay", FROM, "", "license_mismatch"));
            }
            log.record(device("a device all the same"));
        }
        assertThat(written.stream().filter(line -> line.get("event").getAsString().equals("refusal")))
                .hasSize(AuditLog.REFUSALS_PER_SECOND);
        assertThat(written.stream().filter(line -> line.get("event").getAsString().equals("lost"))
                .mapToLong(line -> line.get("count").getAsLong()).sum()).isEqualTo(7);
        assertThat(written).anyMatch(line -> line.has("id") && line.get("id").getAsString().startsWith("a device"));
    }

    private static AuditEvent introduction(String outcome) {
        return new AuditEvent.Introduction(FROM, "somebody", "none", "", outcome, "", "", "", "", "", "", 1);
    }

    @Test
    void strangersWhoAskForNobodyDoNotPushOutWhoHasFoundSomebody() {
        mayWrite.countDown();
        try (AuditLog log = log(10_000)) {
            for (int i = 0; i < 3 * AuditLog.REFUSALS_PER_SECOND; i++) {
                log.record(introduction("id_not_exist"));
                log.record(introduction("answered"));
            }
        }
        assertThat(outcomes("id_not_exist")).isEqualTo(AuditLog.REFUSALS_PER_SECOND);
        assertThat(outcomes("answered")).isEqualTo(3L * AuditLog.REFUSALS_PER_SECOND);
    }

    private long outcomes(String outcome) {
        return written.stream()
                .filter(line -> line.has("outcome") && line.get("outcome").getAsString().equals(outcome))
                .count();
    }
}
