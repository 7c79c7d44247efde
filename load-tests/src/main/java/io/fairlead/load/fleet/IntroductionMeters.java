package io.fairlead.load.fleet;

import io.fairlead.load.record.Count;
import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.Timing;

/** What is recorded of introductions, on both sides. Safe for use by several threads. */
final class IntroductionMeters {
    private final Recorder recorder;
    private final GeneratorWatch generator;
    private final Count pushes;
    private final Count asked;
    private final Count repeated;
    private final Count direct;
    private final Count sameSite;
    private final Count relayed;
    private final Count refusedRightly;
    private final Count fallbacks;
    private final Count unsigned;
    private final Count absent;
    private final Timing introduction;
    private final Timing fallback;
    private final Timing query;

    IntroductionMeters(Recorder recorder, GeneratorWatch generator) {
        this.recorder = recorder;
        this.generator = generator;
        this.pushes = recorder.count("introductions.pushes", "messages", "What servers pushed to devices.");
        this.asked = recorder.count("introductions.asked", "introductions", "Controllers that asked for a device.");
        this.repeated = recorder.count("introductions.repeated", "introductions",
                "Requests that were sent once more, as no answer had come.");
        this.direct = recorder.count("introductions.direct", "introductions", "Answers with the device's address.");
        this.sameSite = recorder.count("introductions.same-site", "introductions",
                "Answers with the device's address in the site of both.");
        this.relayed = recorder.count("introductions.relay", "introductions", "Answers with a relay.");
        this.refusedRightly = recorder.count("introductions.refused-rightly", "introductions",
                "Answers that a device is not there, which was so.");
        this.fallbacks = recorder.count("introductions.fallbacks", "introductions",
                "Controllers that went to a relay, as they could not reach the device directly.");
        this.unsigned = recorder.count("introductions.unsigned", "introductions",
                "Answers without a signed identity of the device.");
        this.absent = recorder.count("introductions.device-left", "introductions",
                "Answers that a device is not there, which had only just left, come or moved.");
        this.introduction = recorder.timing("introductions.answer",
                "From when a controller wanted a device to the server's answer, connecting included.");
        this.fallback = recorder.timing("introductions.relay-answer",
                "From when a controller wanted a relay to the answer, connecting included.");
        this.query = recorder.timing("queries.answer", "From when a list of devices was asked for to the answer.");
    }

    void pushed() {
        pushes.increment();
    }

    void strangeSession() {
        recorder.failure("session of an unknown name");
    }

    void answerNotSent() {
        recorder.failure("device cannot connect to answer");
    }

    void asked(long intended, long now) {
        asked.increment();
        generator.late(intended, now);
    }

    void repeated() {
        repeated.increment();
    }

    void direct(boolean local, long intended, long now) {
        (local ? sameSite : direct).increment();
        introduction.record(intended, now);
    }

    void relayed(long intended, long now) {
        relayed.increment();
        introduction.record(intended, now);
    }

    void refusedRightly(long intended, long now) {
        refusedRightly.increment();
        introduction.record(intended, now);
    }

    void deviceLeft() {
        absent.increment();
    }

    void unsigned() {
        unsigned.increment();
    }

    void fellBack() {
        fallbacks.increment();
    }

    void relayAnswered(long intended, long now) {
        fallback.record(intended, now);
    }

    void queried(long intended, long now) {
        query.record(intended, now);
    }

    void failed(String kind) {
        recorder.failure(kind);
    }
}
