package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.swarm.SwarmProcess.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What clients have seen since a moment. */
final class Observation {
    private final FailureLab lab;
    private final long since;

    /** What was there a second before. */
    private final Line before;

    Observation(FailureLab lab, long since) throws IOException {
        this.lab = lab;
        this.since = since;
        // The very first line of the process may not be there yet.
        Awaitility.await("the swarm's first words").atMost(FailureLab.PATIENCE)
                .until(() -> lab.lines().stream().anyMatch(line -> line.kind().equals("second")));
        this.before = lab.lines().stream().filter(line -> line.kind().equals("second"))
                .filter(line -> line.ended() <= since)
                .reduce((_, last) -> last)
                .orElseGet(() -> new Line("second", 0, 0, "", "", Map.of()));
    }

    long since() {
        return since;
    }

    Duration elapsed() {
        return Duration.ofMillis(System.currentTimeMillis() - since);
    }

    /** Events that began since. */
    List<Line> events(String kind) throws IOException {
        return lab.lines().stream().filter(line -> line.kind().equals(kind) && line.began() >= since).toList();
    }

    /** Events that ended since, whenever they began. */
    List<Line> ended(String kind) throws IOException {
        return lab.lines().stream().filter(line -> line.kind().equals(kind) && line.ended() >= since).toList();
    }

    List<Line> seconds() throws IOException {
        return lab.lines().stream().filter(line -> line.kind().equals("second") && line.ended() > since).toList();
    }

    /** How much a count has grown. */
    long more(String name) throws IOException {
        List<Line> seconds = seconds();
        return seconds.isEmpty() ? 0 : seconds.getLast().count(name) - before.count(name);
    }

    /**
     * Waits until each device has been introduced after the last introduction that failed, and none is under way that
     * may still fail.
     *
     * @return from the beginning until the last one that failed was begun; zero when none did
     */
    Duration awaitRecovery(Duration patience) {
        Awaitility.await("all devices reached again").atMost(patience).pollInterval(Duration.ofMillis(500))
                .until(this::recovered);
        return lastFailure();
    }

    private boolean recovered() throws IOException {
        long from = since + lastFailure().toMillis();
        List<Line> seconds = seconds().stream().filter(line -> line.ended() > from).toList();
        if (seconds.size() < 2 || seconds.getLast().count("introduction.late") > 0) {
            return false;
        }
        long reached = seconds.getLast().count("introduction.ok") - seconds.getFirst().count("introduction.ok");
        // A little more than all, as those that were under way at the beginning count as well.
        return reached > lab.plan().devices().size() + lab.plan().perSecond();
    }

    private Duration lastFailure() {
        try {
            return Duration.ofMillis(
                    events("failed").stream().mapToLong(Line::began).max().orElse(since) - since);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Why introductions failed that were begun since, and how many. */
    Map<String, Long> failures() throws IOException {
        return events("failed").stream().collect(
                Collectors.groupingBy(Line::detail, TreeMap::new, Collectors.counting()));
    }

    /** The longest that a device could not be reached, seen by those who asked for it one after the other. */
    Duration longestUnreached() throws IOException {
        return Duration.ofMillis(events("reached_again").stream()
                .mapToLong(line -> line.ended() - line.began()).max().orElse(0));
    }

    /** The longest that a device heard nothing of the server, when it was longer than a heartbeat and a retry. */
    Duration longestSilence() throws IOException {
        return Duration.ofMillis(ended("silence").stream()
                .mapToLong(line -> line.ended() - line.began()).max().orElse(0));
    }

    /** What must hold in each failure: invariants 4, 6 and 9 of the design. */
    void assertInvariants() throws IOException {
        assertThat(ended("wrong")).as("introductions to another device").isEmpty();
        assertThat(more("key.UUID_MISMATCH")).as("devices that had to change their ids").isZero();
        assertThat(more("session.wrong_bytes")).as("sessions with other bytes").isZero();
        assertThat(failures()).as("existing devices that are not known").doesNotContainKey("ID_NOT_EXIST");
        lab.assertNoIdentityLost();
    }

    /** Prints what was seen, for the record. */
    void report(String failure, String more) throws IOException {
        String text = """
                FAILURE %s. %s
                  introductions: trouble for %.1f s; %d ok, %d of them at the second or third try; failed: %s
                  a device could not be reached for %.1f s at most, %d devices at some time
                  devices without an answer for over a heartbeat and a retry: %d, for %.1f s at most; keys wanted: %d
                  sessions: %d opened, %d cut, %d not opened, %d not introduced; %d bytes came back
                  slowest second: median %.1f ms, p99 %.1f ms
                """
                .formatted(failure, more, lastFailure().toMillis() / 1e3, more("introduction.ok"),
                        more("introduction.ok_try2") + more("introduction.ok_try3"), failures(),
                        longestUnreached().toMillis() / 1e3, events("reached_again").size(),
                        ended("silence").size(), longestSilence().toMillis() / 1e3, more("heartbeat.key_wanted"),
                        more("session.opened"), more("session.cut"), more("session.not_opened"),
                        more("session.not_introduced"), more("session.bytes"), slowest("p50"), slowest("p99"));
        System.out.print(text);
        Files.writeString(lab.laboratory().directory().resolve("failures.txt"), text,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private double slowest(String percentile) throws IOException {
        return seconds().stream().mapToLong(line -> line.count("latency_us_" + percentile)).max().orElse(0) / 1e3;
    }
}
