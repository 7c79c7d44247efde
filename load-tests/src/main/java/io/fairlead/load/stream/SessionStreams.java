package io.fairlead.load.stream;

import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Carries sessions, thousands at once, on a few threads of its own. A session's number decides on its thread. Whoever
 * opens many does so at a pace that the relay's backlog stands; nothing here holds them up. Any thread may call.
 */
public final class SessionStreams implements AutoCloseable {
    private final List<Loop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts its threads.
     *
     * @param settings how sessions are carried
     * @param events   told what they do
     */
    public SessionStreams(StreamSettings settings, StreamEvents events) {
        for (int i = 0; i < settings.threads(); i++) {
            Loop loop = new Loop(settings, events);
            loops.add(loop);
            // Each keeps a core busy with system calls: a virtual thread would only pin its carrier.
            threads.add(Thread.ofPlatform().name("streams-" + i).daemon().start(loop));
        }
    }

    private Loop loop(long session) {
        return loops.get(Math.floorMod(session, loops.size()));
    }

    /**
     * Opens both legs of a session.
     *
     * @param spec the session
     * @return its handle
     */
    public StreamHandle open(SessionSpec spec) {
        StreamHandle _ = openLeg(Side.DEVICE, spec.plan(), spec.uuid(), spec.key(), spec.ending(), spec.device());
        return openLeg(Side.CONTROLLER, spec.plan(), spec.uuid(), spec.key(), spec.ending(), spec.controller());
    }

    /**
     * Opens one leg of a session. The other is opened by whoever plays the other side, in the same object; the session
     * starts when both have heard from each other through the relay.
     *
     * @param side   whose leg
     * @param plan   the session's, the same for both legs
     * @param uuid   by which the relay pairs the legs
     * @param key    licence key for the relay; empty = none
     * @param ending how the session is to end, the same for both legs
     * @param leg    how the relay is reached
     * @return the handle of the whole session
     */
    public StreamHandle openLeg(Side side, SessionPlan plan, String uuid, String key, Ending ending, LegSpec leg) {
        if (ending instanceof Ending.HalfClose && leg.webSocketPath().isPresent()) {
            throw new IllegalArgumentException("a WebSocket leg that ends one direction early (expected: TCP)");
        }
        CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
        Loop loop = loop(plan.number());
        loop.tell(() -> loop.open(plan, uuid, key, ending, side, leg, ended));
        return new StreamHandle(ended, () -> loop.tell(() -> loop.end(plan.number())));
    }

    /** Ends all sessions and the threads, and waits for them. What is opened from then on never starts. */
    @Override
    public void close() {
        loops.forEach(Loop::close);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
