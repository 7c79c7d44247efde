package io.fairlead.load.fleet;

import io.fairlead.load.record.Count;
import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.Timing;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.util.Locale;

/** What is recorded of devices. Safe for use by several threads. */
final class DeviceMeters {
    private final Recorder recorder;
    private final GeneratorWatch generator;
    private final Count heartbeats;
    private final Count answers;
    private final Count keysAsked;
    private final Count registrations;
    private final Count repeated;
    private final Count rebinds;
    private final Count wentOffline;
    private final Count strange;
    private final Count dialled;
    private final Count ended;
    private final Timing heartbeat;
    private final Timing registration;
    private final Timing connecting;

    DeviceMeters(Recorder recorder, GeneratorWatch generator) {
        this.recorder = recorder;
        this.generator = generator;
        this.heartbeats = recorder.count("devices.heartbeats", "datagrams", "Heartbeats that devices sent by UDP.");
        this.answers = recorder.count("devices.answers", "datagrams", "Heartbeats that were answered.");
        this.keysAsked = recorder.count("devices.keys-asked", "datagrams",
                "Heartbeats for which the server wanted the device's key.");
        this.registrations = recorder.count("devices.registrations", "registrations", "Keys that a server confirmed.");
        this.repeated = recorder.count("devices.repeated", "datagrams",
                "Datagrams that a device sent once more, as nothing came for 3 s.");
        this.rebinds = recorder.count("devices.rebinds", "devices",
                "Devices that took a new port, as nothing had come for a minute.");
        this.wentOffline = recorder.count("devices.went-offline", "devices",
                "Devices that had no answer for 30 s, or whose connection ended.");
        this.strange = recorder.count("devices.strange", "messages", "Messages for nobody, or that make no sense.");
        this.dialled = recorder.count("devices.dialled", "connections", "Connections that devices tried to open.");
        this.ended = recorder.count("devices.connections-ended", "connections",
                "Devices' connections that the server ended.");
        this.heartbeat = recorder.timing("devices.heartbeat", "From when a heartbeat was due to its answer.");
        this.registration = recorder.timing("devices.registration",
                "From when a device wanted to be registered to the confirmation.");
        this.connecting = recorder.timing("devices.connecting",
                "From when a device wanted a connection to when it could speak.");
    }

    void sent(boolean key, boolean again, long due, long now) {
        if (!key) {
            heartbeats.increment();
        }
        if (again) {
            repeated.increment();
        }
        generator.late(due, now);
    }

    void answered(boolean wantsKey, long due, long now) {
        answers.increment();
        if (wantsKey) {
            keysAsked.increment();
        }
        heartbeat.record(due, now);
    }

    void registered(long due, long now) {
        registrations.increment();
        registration.record(due, now);
    }

    void refused(Result result) {
        recorder.failure("registration " + result.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    void rebound() {
        rebinds.increment();
    }

    void wentOffline() {
        wentOffline.increment();
    }

    void strange() {
        strange.increment();
    }

    void dialled(long due, long now) {
        dialled.increment();
        generator.late(due, now);
    }

    void connected(long due, long now) {
        connecting.record(due, now);
    }

    void notConnected() {
        recorder.failure("device cannot connect");
    }

    void ended() {
        ended.increment();
    }

    void silent() {
        recorder.failure("device heard nothing on its connection");
    }
}
