package io.fairlead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.audit.AuditDestination.Outcome;
import io.fairlead.audit.QueuedOutput.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueuedOutputTest {
    private static final Patience SHORT = new Patience(
            Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(200));

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final Counted counts = new Counted();

    @FunctionalInterface
    private interface Sending {
        Outcome send(int attempt, List<String> lines) throws IOException, InterruptedException;
    }

    private QueuedOutput output(int capacity, Patience patience, Sending sending) {
        return new QueuedOutput("test", new AuditDestination() {
            private int attempts;

            @Override
            public Outcome send(List<String> lines) throws IOException, InterruptedException {
                Outcome outcome = sending.send(attempts++, lines);
                if (outcome instanceof Outcome.Delivered) {
                    arrived.addAll(lines);
                }
                return outcome;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        }, capacity, patience, counts);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void sendsAllInOrderThoughTheDestinationIsAwayForAWhile() {
        try (QueuedOutput output = output(10_000, SHORT, (attempt, _) -> switch (attempt % 4) {
            case 0 -> throw new IOException("away");
            case 1 -> new Outcome.Later("busy", Optional.empty());
            case 2 -> new Outcome.Later("busy", Optional.of(Duration.ofMillis(2)));
            default -> new Outcome.Delivered();
        })) {
            output.write(lines(0, 700));
            output.write(lines(700, 1200));
            await().until(() -> arrived.size() == 1200);
        }
        assertThat(arrived).isEqualTo(lines(0, 1200));
        assertThat(counts.written()).isEqualTo(1200);
        assertThat(counts.lost()).isZero();
    }

    @Test
    void dropsWhatDoesNotFitAndHoldsNobodyUp() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        try (QueuedOutput output = output(10, SHORT, (_, _) -> {
            sending.countDown();
            mayGo.await();
            return new Outcome.Delivered();
        })) {
            output.write(lines(0, 1));
            sending.await();
            output.write(lines(1, 30));
            assertThat(counts.lost()).isEqualTo(19);
            mayGo.countDown();
            await().until(() -> arrived.size() == 11);
        }
        assertThat(arrived).isEqualTo(lines(0, 11));
    }

    @Test
    void goesOnAfterLinesThatAreRefusedOrThatAMistakeMeets() {
        try (QueuedOutput output = output(10, SHORT, (attempt, _) -> switch (attempt) {
            case 0 -> new Outcome.Refused("http_400");
            case 1 -> throw new IllegalArgumentException("a mistake");
            default -> new Outcome.Delivered();
        })) {
            output.write(lines(0, 1));
            await().until(() -> counts.lost() == 1);
            output.write(lines(1, 2));
            await().until(() -> counts.lost() == 2);
            output.write(lines(2, 3));
            await().until(() -> arrived.equals(lines(2, 3)));
        }
    }

    @Test
    void closesInTimeThoughTheDestinationNeverAnswersAndCountsWhatIsLost() {
        CountDownLatch never = new CountDownLatch(1);
        QueuedOutput output = output(10, SHORT, (_, _) -> {
            never.await();
            return new Outcome.Delivered();
        });
        output.write(lines(0, 5));
        output.close();
        assertThat(counts.lost()).isEqualTo(5);
        assertThat(arrived).isEmpty();
    }

    @Test
    void sendsWhatWaitsBeforeItCloses() {
        QueuedOutput output = output(10_000, Patience.USUAL, (_, _) -> new Outcome.Delivered());
        output.write(lines(0, 5000));
        output.close();
        assertThat(arrived).isEqualTo(lines(0, 5000));
    }

    @Test
    void waitsLongerEachTimeAndAsLongAsItIsAskedButNotForEver() {
        Patience patience = Patience.USUAL;
        assertThat(IntStream.range(0, 8).mapToObj(attempt -> patience.before(attempt, Optional.empty()).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(patience.before(Integer.MAX_VALUE, Optional.empty())).isEqualTo(Duration.ofMinutes(1));
        assertThat(patience.before(0, Optional.of(Duration.ofSeconds(20)))).isEqualTo(Duration.ofSeconds(20));
        assertThat(patience.before(0, Optional.of(Duration.ofDays(1)))).isEqualTo(Duration.ofMinutes(1));
        assertThat(patience.before(3, Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(8));
    }
}
