package io.fairlead.load.fleet;

import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.load.record.Recorder;
import java.io.IOException;

/**
 * The clients of one generator process: devices that stay registered, and controllers that reach them. Everything runs
 * on threads of its own; the methods return at once and may be called by any thread, {@link #close} by one.
 */
public final class Fleet implements AutoCloseable {
    private static final int LOOPS = 1;

    private final FleetPlan plan;
    private final Dialer dialer;
    private final UdpDevices udp;
    private final ConnectedDevices connected;
    private final Controllers controllers;
    private final Abuse abuse;

    /**
     * Makes the clients; none is there yet.
     *
     * @param plan      which devices
     * @param habits    of controllers
     * @param names     of the sessions that they begin
     * @param legs      carries these sessions
     * @param recorder  takes what they see
     * @param generator takes how late they are
     * @throws IOException when there is no socket to be had
     */
    public Fleet(FleetPlan plan, Habits habits, SessionNames names, SessionLegs legs, Recorder recorder,
            GeneratorWatch generator) throws IOException {
        this.plan = plan;
        this.dialer = new Dialer(plan.target(), LOOPS);
        this.abuse = new Abuse(plan, dialer, recorder);
        DeviceMeters devices = new DeviceMeters(recorder, generator);
        IntroductionMeters introductions = new IntroductionMeters(recorder, generator);
        // Who answers a push knows where the device is now by the homes of those who hold it.
        Homes homes = plan.homes();
        UdpHandle handle = new UdpHandle();
        DeviceAnswers answers = new DeviceAnswers(plan, homes, dialer, names, legs, introductions, handle::punch);
        this.connected = new ConnectedDevices(plan, homes, dialer, devices, answers);
        this.udp = new UdpDevices(plan, plan.homes(), devices, generator, answers);
        handle.devices = udp;
        this.controllers = new Controllers(plan, habits,
                new Introductions(dialer, names, legs, introductions, this::isOnline), dialer, legs, introductions,
                generator);
        controllers.start(dialer.loops().next());
        abuse.start(dialer.loops().next());
        recorder.level("devices.online", "devices", "Devices that are registered, as far as they know.", this::online);
    }

    /** Devices push by way of what is made after them. */
    private static final class UdpHandle {
        private volatile UdpDevices devices;

        void punch(byte[] datagram, int device) {
            devices.punch(device, datagram);
        }
    }

    private boolean isOnline(int device) {
        return device < plan.udp() ? udp.isOnline(device) : connected.isOnline(device);
    }

    private double online() {
        return udp.online() + connected.online();
    }

    /**
     * Lets a share of the devices of each kind be there, always the same ones first.
     *
     * @param share 0 to 1
     */
    public void present(double share) {
        Controllers.Present present = new Controllers.Present((int) Math.round(plan.udp() * share),
                (int) Math.round(plan.tcp() * share), (int) Math.round(plan.webSocket() * share));
        udp.present(present.udp());
        connected.present(present.tcp(), present.webSocket());
        controllers.present(present);
    }

    /**
     * Changes how many controllers come.
     *
     * @param introductionsPerSecond at least 0
     * @param listsPerSecond         lists of devices whose states are asked for, at least 0
     */
    public void rates(double introductionsPerSecond, double listsPerSecond) {
        controllers.rates(introductionsPerSecond, listsPerSecond);
    }

    /**
     * Gives each {@code every}-th home another address at once, as an Internet provider does after a failure.
     *
     * @param every at least 1; 3 = a third of them
     */
    public void move(int every) {
        udp.move(every);
        connected.move(every);
    }

    /**
     * Lets one address do what nobody should.
     *
     * @param kind      what
     * @param perSecond so often; 0 = no more
     */
    public void abuse(AbuseKind kind, double perSecond) {
        abuse.rate(kind, perSecond);
    }

    /** Ends all clients without a word to the server, but for closed connections. */
    @Override
    public void close() {
        controllers.close();
        abuse.close();
        udp.close();
        connected.close();
        dialer.close();
    }
}
