package io.fairlead.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions are as docs/traffic-model.md describes them. The seed is fixed, so these bounds hold or do not. */
class TrafficModelTest {
    private static final long SEED = 20_261_129;
    private static final TrafficModel MODEL = TrafficModel.standard();

    private record Message(long at, int bytes, MessageKind kind) {}

    private static List<Message> messages(SessionPlan plan, Side side, int most) {
        List<Message> all = new ArrayList<>();
        for (MessageStream stream = plan.messages(side); stream.hasMessage() && all.size() < most; stream.advance()) {
            all.add(new Message(stream.atNanos(), stream.bytes(), stream.kind()));
        }
        return all;
    }

    private static double median(List<? extends Number> values) {
        List<Double> sorted = new ArrayList<>(values.stream().map(Number::doubleValue).toList());
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    @Test
    void equalSeedsGiveEqualSessionsInWhateverOrderTheyAreAskedFor() {
        List<List<Message>> forwards = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            forwards.add(messages(MODEL.session(SEED, i), Side.DEVICE, 2000));
        }
        for (int i = 39; i >= 0; i--) {
            SessionPlan plan = TrafficModel.standard().session(SEED, i);
            List<Message> _ = messages(plan, Side.CONTROLLER, 2000);
            assertThat(messages(plan, Side.DEVICE, 2000)).isEqualTo(forwards.get(i));
            assertThat(messages(MODEL.session(SEED + 1, i), Side.DEVICE, 2000)).isNotEqualTo(forwards.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesComeInOrderOfTimeAndASessionCutShortBeginsTheSame(SessionKind kind) {
        for (Side side : Side.values()) {
            for (int i = 0; i < 20; i++) {
                SessionPlan plan = MODEL.session(SEED, i, kind);
                List<Message> all = messages(plan, side, 5000);
                assertThat(all).extracting(Message::at).isSorted();
                assertThat(all).allMatch(message -> message.bytes() > 0 && message.at() < plan.durationNanos());
                long half = plan.durationNanos() / 2;
                assertThat(messages(plan.lasting(half), side, 5000))
                        .isEqualTo(all.stream().filter(message -> message.at() < half).toList()
                                .subList(0, messages(plan.lasting(half), side, 5000).size()));
                assertThat(messages(plan, side, 5000)).as("a walk is repeatable").isEqualTo(all);
            }
        }
    }

    @Test
    void kindsComeByTheirWeightsAndDurationsByTheirDistribution() {
        int sessions = 40_000;
        Map<SessionKind, List<Double>> durations = new EnumMap<>(SessionKind.class);
        for (int i = 0; i < sessions; i++) {
            SessionPlan plan = MODEL.session(SEED, i);
            durations.computeIfAbsent(plan.kind(), _ -> new ArrayList<>()).add(plan.durationNanos() / 1e9);
        }
        for (SessionKind kind : SessionKind.values()) {
            Profile profile = MODEL.profiles().get(kind);
            double share = (double) durations.get(kind).size() / sessions;
            assertThat(share).as(kind.key()).isCloseTo(MODEL.share(kind), within(0.01));
            assertThat(median(durations.get(kind))).isCloseTo(profile.duration().quantile(0.5),
                    Percentage.withPercentage(5));
            assertThat(durations.get(kind).stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                    .isCloseTo(profile.duration().mean(), Percentage.withPercentage(5));
        }
    }

    @Test
    void officeWorkTakesAboutAHundredKilobytesASecondWithKeyFramesAndPauses() {
        Observed seen = Observed.of(MODEL, SessionKind.OFFICE, SEED, 150, 1800);
        Profile profile = MODEL.profiles().get(SessionKind.OFFICE);
        Profile.Screen screen = profile.screen().orElseThrow();
        assertThat(screen.rate().mean()).as("RustDesk's own figure").isCloseTo(100_000, within(10_000.0));
        assertThat(seen.frameRate()).isCloseTo(screen.rate().mean(), Percentage.withPercentage(12));
        // Half of the sessions lie below the median, and they differ as widely as the model says.
        assertThat(median(seen.rates)).isCloseTo(screen.rate().quantile(0.5), Percentage.withPercentage(15));
        Collections.sort(seen.rates);
        assertThat(seen.rates.get(15)).isCloseTo(screen.rate().quantile(0.1), Percentage.withPercentage(30));
        assertThat(seen.rates.get(134)).isCloseTo(screen.rate().quantile(0.9), Percentage.withPercentage(30));
        assertThat(median(seen.keyFrames)).isCloseTo(screen.keyBytes().quantile(0.5), Percentage.withPercentage(3));
        assertThat(seen.keyFrames).allMatch(bytes -> bytes >= 20_000 && bytes <= 600_000);
        assertThat(seen.keyFrames.size() / seen.seconds)
                .isCloseTo(profile.activeShare() / screen.scene().mean(), Percentage.withPercentage(10));
        // Pauses of 1.5 s and more, and what is between a stretch's last frame and its end.
        assertThat(seen.paused / seen.seconds).isCloseTo(1 - profile.activeShare(), within(0.06));
    }

    @Test
    void videoStaysWithinRustDesksThreeMegabytesAndHasSound() {
        Observed seen = Observed.of(MODEL, SessionKind.VIDEO, SEED, 100, 900);
        Profile profile = MODEL.profiles().get(SessionKind.VIDEO);
        assertThat(seen.frameRate())
                .isCloseTo(profile.screen().orElseThrow().rate().mean(), Percentage.withPercentage(15));
        assertThat(median(seen.rates)).isBetween(100_000.0, 3_000_000.0);
        double frames = seen.perSecond(MessageKind.DELTA_FRAME) + seen.perSecond(MessageKind.KEY_FRAME);
        assertThat(frames / profile.activeShare()).isBetween(20.0, 30.0);
        assertThat(seen.perSecond(MessageKind.AUDIO) / profile.activeShare()).isCloseTo(0.7 * 50, within(5.0));
        assertThat(seen.longest).isLessThan(8 * 1024 * 1024 + 1);
    }

    @Test
    void idleSessionsSendNextToNothingButNeverNothing() {
        Observed seen = Observed.of(MODEL, SessionKind.IDLE, SEED, 200, 3600);
        assertThat(seen.frameRate()).isLessThan(1000);
        assertThat(seen.perSecond(MessageKind.KEEP_ALIVE)).as("both sides").isCloseTo(2 / 3.0, within(0.01));
        assertThat(seen.paused / seen.seconds).isGreaterThan(0.9);
        for (Side side : Side.values()) {
            long last = 0;
            for (Message message : messages(MODEL.session(SEED, 1, SessionKind.IDLE), side, 2000)) {
                assertThat(message.at() - last).isLessThanOrEqualTo(4_000_000_001L);
                last = message.at();
            }
        }
    }

    @Test
    void filesGoInWindowsOfBlocksEachAcknowledgedByTheOtherSide() {
        Observed seen = Observed.of(MODEL, SessionKind.FILES, SEED, 200, 600);
        assertThat(seen.counts).containsOnlyKeys(
                MessageKind.KEEP_ALIVE, MessageKind.BLOCK, MessageKind.ACKNOWLEDGEMENT);
        assertThat(seen.longest).isEqualTo(131_072);
        assertThat(seen.bytesPerSecond(MessageKind.BLOCK)).isBetween(100_000.0, 1_500_000.0);
        int fromDevice = 0;
        for (int i = 0; i < 200; i++) {
            SessionPlan plan = MODEL.session(SEED, i, SessionKind.FILES);
            List<Message> device = messages(plan, Side.DEVICE, 400);
            Side from = device.stream().anyMatch(message -> message.kind() == MessageKind.BLOCK)
                    ? Side.DEVICE
                    : Side.CONTROLLER;
            fromDevice += from == Side.DEVICE ? 1 : 0;
            List<Message> blocks = messages(plan, from, 400).stream()
                    .filter(message -> message.kind() == MessageKind.BLOCK).toList();
            List<Long> windows = blocks.stream().map(Message::at).distinct().toList();
            List<Long> answers = messages(plan, from.other(), 100_000).stream()
                    .filter(message -> message.kind() == MessageKind.ACKNOWLEDGEMENT)
                    .map(message -> message.at() - 5_000_000).toList();
            assertThat(windows).hasSizeGreaterThan(2);
            assertThat(answers.subList(0, windows.size() - 1)).isEqualTo(windows.subList(0, windows.size() - 1));
            assertThat(blocks.stream().collect(Collectors.groupingBy(Message::at)).values())
                    .allMatch(window -> window.size() <= 8);
        }
        assertThat(fromDevice).isBetween(75, 125);
    }

    @Test
    void inputIsSmallAndComesInClusters() {
        List<Message> input = messages(MODEL.session(SEED, 3, SessionKind.OFFICE).lasting(Seeds.nanos(3600)),
                Side.CONTROLLER, 100_000).stream()
                .filter(message -> message.kind() == MessageKind.INPUT).toList();
        assertThat(input).hasSizeGreaterThan(1000).allMatch(message -> message.bytes() < 100);
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < input.size(); i++) {
            double gap = (input.get(i).at() - input.get(i - 1).at()) / 1e9;
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / input.size();
        double deviation = Math.sqrt(squares / input.size() - mean * mean);
        // Of a Poisson process the deviation would be the mean.
        assertThat(deviation / mean).isGreaterThan(2);
        Observed seen = Observed.of(MODEL, SessionKind.OFFICE, SEED, 20, 600);
        assertThat(seen.perSecond(MessageKind.CURSOR) / seen.perSecond(MessageKind.INPUT)).isCloseTo(0.3,
                within(0.02));
    }

    @Test
    void aFileChangesSingleNumbersAndWhatItGetsWrongIsNamed() {
        TrafficModel changed = TrafficModel.of(ConfigFactory.parseString("""
                office { weight = 0, screen.rate = uniform 50000 60000 }
                idle.input { burst = 3, within = 0.1, between = 20, bytes = 30, echo = 0 }
                video.audio = none
                """));
        assertThat(changed.share(SessionKind.OFFICE)).isZero();
        assertThat(changed.profiles().get(SessionKind.OFFICE).screen().orElseThrow().rate())
                .isEqualTo(new Distribution.Uniform(50_000, 60_000));
        assertThat(changed.profiles().get(SessionKind.IDLE).input()).isPresent();
        assertThat(changed.profiles().get(SessionKind.VIDEO).audio()).isEmpty();
        assertThat(changed.profiles().get(SessionKind.FILES)).isEqualTo(MODEL.profiles().get(SessionKind.FILES));
        for (String wrong : List.of("office.screen.rat = 5", "office.duration = pareto 1 2", "idle.weight = -1",
                "video.audio.share = 1.5", "files.files.block = 0", "office.active = pareto 1 5 x",
                "office.weight=0,video.weight=0,idle.weight=0,files.weight=0,terminal.weight=0")) {
            assertThatThrownBy(() -> TrafficModel.of(ConfigFactory.parseString(wrong)))
                    .as(wrong).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void sessionsCanBeShortenedWithoutChangingWhatHappensInASecond() {
        SessionPlan whole = MODEL.session(SEED, 8);
        SessionPlan tenth = MODEL.withDurations(0.1).session(SEED, 8);
        assertThat(tenth.durationNanos()).isCloseTo(whole.durationNanos() / 10, within(2L));
        List<Message> some = messages(tenth, Side.DEVICE, 500);
        assertThat(messages(whole, Side.DEVICE, some.size())).isEqualTo(some);
    }
}
