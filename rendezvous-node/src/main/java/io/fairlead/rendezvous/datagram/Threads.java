package io.fairlead.rendezvous.datagram;

/** Waiting for threads to end. */
final class Threads {
    private Threads() {}

    /** Returns when a thread has ended, or after some time; whoever waits may be interrupted, but waits on. */
    static void join(Thread thread, long millis) {
        boolean interrupted = false;
        long until = System.nanoTime() + millis * 1_000_000;
        while (thread.isAlive() && until - System.nanoTime() > 0) {
            try {
                thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
