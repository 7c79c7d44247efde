package io.fairlead.placement;

import io.fairlead.load.place.Outcome;
import io.fairlead.load.place.PlacedController;
import io.fairlead.load.place.PlacedDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets many rows run at once, as those that fail do but wait. */
final class Runs implements AutoCloseable {
    /** Each way. */
    static final int BYTES = 300_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 24;

    private final World world;
    private final Servers servers;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE,
            Thread.ofPlatform().daemon().factory());
    private final Map<Place, PlacedDevice> devices = new ConcurrentHashMap<>();
    private final List<PlacedDevice> crowd = new ArrayList<>();
    private final Map<Run, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();

    private record Place(Setup setup, Client client) {}

    Runs(World world, Servers servers) {
        this.world = world;
        this.servers = servers;
    }

    /** Starts them all. */
    void start(List<Run> runs) {
        for (Run run : runs) {
            outcomes.put(run, CompletableFuture.supplyAsync(() -> once(run), threads));
        }
    }

    /** Waits for one that was started. */
    Outcome of(Run run) {
        return outcomes.get(run).join();
    }

    Outcome once(Run run) {
        try {
            PlacedDevice device = devices.computeIfAbsent(new Place(run.setup(), run.device()), this::device);
            PlacedController controller = new PlacedController(world.host(run.requester().host()),
                    run.requester().settings(run.setup(), servers.key(run.setup())));
            Outcome outcome = controller.connect(device, BYTES);
            return lostByRelay(run, outcome) ? controller.connect(device, BYTES) : outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The open relay now and then lost a session that both sides had reached, which says nothing about addresses. */
    private static boolean lostByRelay(Run run, Outcome outcome) {
        return Servers.openIsReal() && run.setup().isOpen()
                && !outcome.dialled().isEmpty() && !outcome.device().dialled().isEmpty() && outcome.bytes() == 0;
    }

    private PlacedDevice device(Place place) {
        try {
            return PlacedDevice.start(world.host(place.client().host()),
                    place.client().settings(place.setup(), servers.key(place.setup()))).awaitRegistered(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(place + ": " + e.getMessage(), e);
        }
    }

    /** Registers many devices at one place, without a session. */
    void crowd(Setup setup, Client client, int number) throws IOException {
        for (int i = 0; i < number; i++) {
            crowd.add(PlacedDevice.start(world.host(client.host()), client.settings(setup, servers.key(setup)))
                    .awaitRegistered(PATIENCE));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        devices.values().forEach(PlacedDevice::close);
        crowd.forEach(PlacedDevice::close);
    }
}
