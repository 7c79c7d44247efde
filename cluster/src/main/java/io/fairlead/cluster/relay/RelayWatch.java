package io.fairlead.cluster.relay;

import io.fairlead.protocol.address.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One list of relays and what the last look at them found. Is replaced, never changed, when the list is. */
final class RelayWatch {
    private static final Logger log = LoggerFactory.getLogger(RelayWatch.class);

    private final Function<String, List<HostPort>> ways;
    private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();
    private volatile List<RelayNode> relays;

    private RelayWatch(Set<String> addresses, Function<String, List<HostPort>> ways) {
        this.ways = ways;
        this.relays = addresses.stream().map(address -> new RelayNode(address, true)).toList();
    }

    /** A watch over relays by the address they were written with; each counts as alive, looked for by its ways. */
    static RelayWatch over(Set<String> addresses, Function<String, List<HostPort>> ways) {
        return new RelayWatch(addresses, ways);
    }

    List<RelayNode> relays() {
        return relays;
    }

    /** Looks at once, and again when {@code interval} has passed after each look. */
    void start(Duration interval, Duration timeout) {
        looks.execute(() -> {
            try {
                while (!looks.isShutdown()) {
                    look(timeout);
                    looks.awaitTermination(interval.toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException | RejectedExecutionException e) {
                log.atDebug().log("watch over relays ended");
            }
        });
    }

    void stop() {
        looks.shutdownNow();
    }

    /** Decides what is known after a look: what it found, or what was known before when it found no relay at all. */
    static List<RelayNode> after(List<RelayNode> before, List<Boolean> reached) {
        if (!reached.contains(true)) {
            return before;
        }
        List<RelayNode> after = new ArrayList<>(before.size());
        for (int i = 0; i < before.size(); i++) {
            RelayNode relay = before.get(i);
            after.add(new RelayNode(relay.address(), reached.get(i)));
        }
        return List.copyOf(after);
    }

    private void look(Duration timeout) throws InterruptedException {
        List<Callable<Boolean>> connects = relays.stream()
                .map(relay -> (Callable<Boolean>) () -> reaches(ways.apply(relay.address()), timeout))
                .toList();
        List<Boolean> reached = new ArrayList<>(connects.size());
        // Twice the time to connect, so that a name server that does not answer cannot hold the look up for long.
        for (Future<Boolean> connect : looks.invokeAll(connects, timeout.toNanos() * 2, TimeUnit.NANOSECONDS)) {
            reached.add(result(connect));
        }
        List<RelayNode> before = relays;
        relays = after(before, reached);
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).alive() != relays.get(i).alive()) {
                log.atInfo().addKeyValue("relay", relays.get(i).address()).addKeyValue("alive", relays.get(i).alive())
                        .log("relay reachability changed");
            }
        }
    }

    private static boolean result(Future<Boolean> connect) throws InterruptedException {
        try {
            return connect.get();
        } catch (ExecutionException | CancellationException e) {
            log.atDebug().setCause(e).log("look at a relay failed");
            return false;
        }
    }

    /** By any way; all at once, as one that is shut off takes the whole time. */
    private boolean reaches(List<HostPort> each, Duration timeout) throws InterruptedException {
        List<Future<Boolean>> connects = new ArrayList<>();
        for (HostPort address : each) {
            connects.add(looks.submit(() -> reaches(address, timeout)));
        }
        boolean reached = false;
        for (Future<Boolean> connect : connects) {
            reached = reached || result(connect);
        }
        return reached;
    }

    private static boolean reaches(HostPort address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()),
                    Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            log.atDebug().addKeyValue("relay", address).addKeyValue("reason", e.getMessage()).log("relay not reached");
            return false;
        }
    }
}
