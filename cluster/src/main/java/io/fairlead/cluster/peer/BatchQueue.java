package io.fairlead.cluster.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A bounded queue that is emptied many at a time, and that after its close gives out what it still holds. Its lock is
 * held for a few memory accesses only, so event loops may offer.
 */
final class BatchQueue<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    BatchQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Appends an element; false when the queue is full or closed. */
    boolean offer(T element) {
        lock.lock();
        try {
            if (closed || waiting.size() >= capacity) {
                return false;
            }
            waiting.addLast(element);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for elements and removes up to {@code max}; an empty list says that the queue is closed and empty. */
    List<T> take(int max) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<T> batch = new ArrayList<>(Math.min(max, waiting.size()));
            while (batch.size() < max && !waiting.isEmpty()) {
                batch.add(waiting.removeFirst());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the elements at the head for which {@code over} says so, and gives them out. */
    List<T> removeWhile(Predicate<T> over) {
        lock.lock();
        try {
            List<T> removed = new ArrayList<>();
            while (!waiting.isEmpty() && over.test(waiting.getFirst())) {
                removed.add(waiting.removeFirst());
            }
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses elements from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
