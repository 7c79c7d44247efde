package io.fairlead.load.fleet;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Devices that hold a connection, over TCP or WebSocket. One that is lost is opened again after a second and up to two
 * more, which the device's number decides. The methods may be called by any thread.
 */
final class ConnectedDevices implements AutoCloseable {
    private static final long AGAIN_MILLIS = 1000;
    private static final double AGAIN_SPREAD_MILLIS = 2000;
    private static final int AGAIN = 3;

    private final FleetPlan plan;
    private final Homes homes;
    private final Identities identities;
    private final Datagrams messages;
    private final Dialer dialer;
    private final DeviceMeters meters;
    private final Pushed pushed;
    private final AtomicReferenceArray<Channel> channels;
    private final AtomicInteger online = new AtomicInteger();
    private final AtomicIntegerArray confirmed;
    private volatile int presentTcp;
    private volatile int presentWebSocket;
    private volatile boolean closed;

    ConnectedDevices(FleetPlan plan, Homes homes, Dialer dialer, DeviceMeters meters, Pushed pushed) {
        this.plan = plan;
        this.homes = homes;
        this.identities = new Identities(plan.seed());
        this.messages = new Datagrams(identities, plan.firstDevice());
        this.dialer = dialer;
        this.meters = meters;
        this.pushed = pushed;
        this.confirmed = new AtomicIntegerArray(plan.tcp() + plan.webSocket());
        this.channels = new AtomicReferenceArray<>(plan.tcp() + plan.webSocket());
    }

    /** Whether a device of this process holds its connection over WebSocket. */
    boolean isWebSocket(int device) {
        return device >= plan.udp() + plan.tcp();
    }

    /** So many of either kind are to be there, the first ones. */
    synchronized void present(int tcp, int webSocket) {
        int before = presentTcp;
        presentTcp = Math.clamp(tcp, 0, plan.tcp());
        change(plan.udp(), before, presentTcp);
        before = presentWebSocket;
        presentWebSocket = Math.clamp(webSocket, 0, plan.webSocket());
        change(plan.udp() + plan.tcp(), before, presentWebSocket);
    }

    private void change(int first, int before, int now) {
        for (int i = before; i < now; i++) {
            open(first + i);
        }
        for (int i = before; i > now; i--) {
            drop(first + i - 1);
        }
    }

    private boolean isPresent(int device) {
        int number = device - plan.udp();
        return !closed
                && (number < plan.tcp() ? number < presentTcp : number - plan.tcp() < presentWebSocket);
    }

    private void open(int device) {
        Channel before = channels.get(device - plan.udp());
        if (before != null && before.isOpen()) {
            return;
        }
        long wanted = System.nanoTime();
        meters.dialled(wanted, wanted);
        ConnectedDevice handler = new ConnectedDevice(device, messages.registration(device), meters, pushed,
                new Held(device), wanted);
        int from = homes.ip(device);
        ChannelFuture connecting = isWebSocket(device)
                ? dialer.webSocket(from, handler)
                : dialer.secured(from, handler);
        channels.set(device - plan.udp(), connecting.channel());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                meters.notConnected();
                again(device);
            } else if (!isPresent(device)) {
                connecting.channel().close();
            }
        });
    }

    private void again(int device) {
        if (isPresent(device)) {
            long delay = AGAIN_MILLIS
                    + (long) (identities.draw(plan.firstDevice() + device, AGAIN) * AGAIN_SPREAD_MILLIS);
            dialer.loops().schedule(() -> {
                if (isPresent(device)) {
                    open(device);
                }
            }, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** The life of a device's present connection. */
    private final class Held implements ConnectedDevice.Life {
        private final int device;

        Held(int device) {
            this.device = device;
        }

        @Override
        public void online() {
            int _ = online.incrementAndGet();
            confirmed.set(device - plan.udp(), 1);
        }

        @Override
        public void ended(boolean wasOnline) {
            if (wasOnline) {
                int _ = online.decrementAndGet();
                confirmed.set(device - plan.udp(), 0);
            }
            if (isPresent(device)) {
                if (channels.get(device - plan.udp()) != null) {
                    // Not by the device itself.
                    meters.ended();
                }
                meters.wentOffline();
                again(device);
            }
        }
    }

    private void drop(int device) {
        Channel channel = channels.getAndSet(device - plan.udp(), null);
        if (channel != null) {
            channel.close();
        }
    }

    /**
     * Gives each {@code every}-th home another address: what it has open is lost without a word, so its devices close
     * and open again.
     */
    synchronized void move(int every) {
        for (int home = 0; home < homes.count(); home += every) {
            boolean _ = homes.move(home);
        }
        for (int device = plan.udp(); device < plan.devices(); device++) {
            if (homes.home(device) % every == 0) {
                drop(device);
            }
        }
    }

    /** Those that the server has confirmed and whose connection lives. */
    int online() {
        return online.get();
    }

    /** Whether one is among them. */
    boolean isOnline(int device) {
        return confirmed.get(device - plan.udp()) != 0;
    }

    @Override
    public void close() {
        closed = true;
        for (int device = plan.udp(); device < plan.devices(); device++) {
            drop(device);
        }
    }
}
