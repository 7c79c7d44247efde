package io.fairlead.load.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a session is going to carry. Immutable; any thread.
 *
 * @param model         by which
 * @param seed          of the run
 * @param number        of the session in the run
 * @param kind          what it is used for
 * @param durationNanos nothing is sent from then on, more than 0
 */
public record SessionPlan(TrafficModel model, long seed, long number, SessionKind kind, long durationNanos) {
    /** Checks the duration. */
    public SessionPlan {
        if (durationNanos < 1) {
            throw new IllegalArgumentException("duration: " + durationNanos + " ns (expected: more than 0)");
        }
    }

    /**
     * Gives the same, ended sooner or later.
     *
     * @param nanos the new duration
     * @return a session that sends the same messages, as far as both last
     */
    public SessionPlan lasting(long nanos) {
        return new SessionPlan(model, seed, number, kind, nanos);
    }

    /**
     * Walks along what a side sends.
     *
     * @param side that sends
     * @return from the beginning; a new one each time
     */
    public MessageStream messages(Side side) {
        return messages(side, durationNanos);
    }

    /**
     * Walks along what a side sends, up to a moment.
     *
     * @param side  that sends
     * @param until nanoseconds from the session's start; what is due from then on is left out
     * @return from the beginning; a new one each time
     */
    public MessageStream messages(Side side, long until) {
        Profile profile = model.profiles().get(kind);
        List<Source> sources = new ArrayList<>();
        sources.add(new SteadySource(MessageKind.KEEP_ALIVE, model.keepAlive(),
                new Distribution.Constant(model.keepAliveBytes()), Optional.empty(),
                random(side == Side.DEVICE ? Seeds.KEEP_ALIVE : Seeds.KEEP_ALIVE_OF_CONTROLLER)));
        if (side == Side.DEVICE) {
            addDevice(sources, profile);
        } else {
            profile.input().ifPresent(input -> sources.add(input(profile, input)));
        }
        profile.files().ifPresent(files -> sources.add(files(files, side)));
        return new MessageStream(sources, Math.min(until, durationNanos));
    }

    private void addDevice(List<Source> sources, Profile profile) {
        profile.screen().ifPresent(screen -> sources.add(new ScreenSource(screen, profile.activeShare(),
                activity(profile), random(Seeds.SCREEN_RATE), random(Seeds.SCREEN))));
        profile.input().filter(input -> input.echo() > 0).ifPresent(input -> sources.add(
                new CursorSource(input(profile, input), input.echo(), random(Seeds.ECHO))));
        Optional<Profile.Audio> audio = profile.audio()
                .filter(sound -> random(Seeds.AUDIO_SHARE).nextDouble() < sound.share());
        audio.ifPresent(sound -> sources.add(new SteadySource(MessageKind.AUDIO,
                new Distribution.Constant(1 / sound.perSecond()), sound.bytes(), Optional.of(activity(profile)),
                random(Seeds.AUDIO))));
    }

    private InputSource input(Profile profile, Profile.Input input) {
        return new InputSource(input, activity(profile), random(Seeds.INPUT));
    }

    private FileSource files(Profile.Files files, Side side) {
        SplittableRandom random = random(Seeds.FILES);
        Side from = FileSource.fromDevice(files, random) ? Side.DEVICE : Side.CONTROLLER;
        return new FileSource(files, side != from, random);
    }

    private Activity activity(Profile profile) {
        return new Activity(profile, random(Seeds.ACTIVITY));
    }

    private SplittableRandom random(int purpose) {
        return Seeds.random(seed, number, purpose);
    }
}
