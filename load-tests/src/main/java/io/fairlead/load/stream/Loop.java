package io.fairlead.load.stream;

import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One thread and the sessions that it carries. {@link #tell} is for others, all else happens on the thread. */
final class Loop implements Runnable {
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final StreamSettings settings;
    private final StreamEvents events;
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
    private final Map<Long, Session> sessions = new HashMap<>();
    private final Map<Long, Leg> legs = new HashMap<>();
    private volatile boolean closing;
    private Tools tools;
    private long nextTag;
    private long nextSweep;

    Loop(StreamSettings settings, StreamEvents events) {
        this.settings = settings;
        this.events = events;
    }

    /** Has something done on the thread, soon. */
    void tell(Runnable command) {
        told.add(command);
    }

    /** Has the thread end all sessions, and then itself. */
    void close() {
        closing = true;
    }

    @Override
    public void run() {
        try (LinuxSockets sockets = new LinuxSockets();
                Epoll epoll = new Epoll(sockets);
                Arena arena = Arena.ofConfined()) {
            tools = new Tools(sockets, epoll, new Pattern(arena),
                    arena.allocate(Framing.LONGEST_HEADER + (long) Pattern.LONGEST), events, settings, new Due());
            try {
                while (!closing) {
                    pass();
                }
            } finally {
                List.copyOf(sessions.values()).forEach(Session::close);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closing = true;
            obey();
        }
    }

    private void pass() throws IOException {
        obey();
        long now = System.nanoTime();
        while (tools.due().firstAt() <= now) {
            Leg leg = tools.due().first();
            leg.due(now);
        }
        if (now >= nextSweep) {
            nextSweep = now + SWEEP_NANOS;
            new ArrayList<>(sessions.values()).forEach(session -> session.sweep(now));
        }
        int ready = tools.epoll().await(settings.spins() || tools.due().firstAt() <= System.nanoTime() ? 0 : 1);
        for (int i = 0; i < ready; i++) {
            // Legs that have closed since are not there any more.
            Leg leg = legs.get(tools.epoll().tag(i));
            if (leg != null) {
                leg.ready(tools.epoll().mask(i), System.nanoTime());
            }
        }
    }

    private void obey() {
        for (Runnable command = told.poll(); command != null; command = told.poll()) {
            command.run();
        }
    }

    /** Opens a leg of a session, which is made if it is the first. */
    void open(SessionPlan plan, String uuid, String key, Ending ending, Side side, LegSpec spec,
            CompletableFuture<SessionEnd> ended) {
        Session session = sessions.get(plan.number());
        if (session == null) {
            session = new Session(plan, uuid, key, ending, tools, this::over);
            sessions.put(plan.number(), session);
        }
        session.ended().thenAccept(ended::complete);
        if (closing) {
            session.close();
        } else if (session.has(side)) {
            session.notStarted(Optional.of(side), "there is such a leg already");
        } else {
            Leg leg = new Leg(session, side, spec, tools, nextTag++);
            legs.put(leg.tag(), leg);
            session.add(leg);
        }
    }

    private void over(Session session) {
        sessions.remove(session.number());
        session.legs().forEach(leg -> legs.remove(leg.tag()));
    }

    /** Ends a session, if there is one. */
    void end(long number) {
        Session session = sessions.get(number);
        if (session != null) {
            session.close();
        }
    }
}
