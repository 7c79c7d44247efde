package io.fairlead.load.stream;

import java.util.Arrays;

/** Which leg has something to do next: a heap in which each leg has one place, which changes as often as wanted. */
final class Due {
    static final long NEVER = Long.MAX_VALUE;

    private static final int FEW = 64;

    private Leg[] heap = new Leg[FEW];
    private int size;

    /** When the first is due, by {@link System#nanoTime}, or {@link #NEVER}. */
    long firstAt() {
        return size == 0 ? NEVER : heap[0].dueAt;
    }

    Leg first() {
        return heap[0];
    }

    /** Puts a leg where it belongs by a new moment; {@link #NEVER} takes it out. */
    void set(Leg leg, long at) {
        if (at == NEVER) {
            remove(leg);
            return;
        }
        leg.dueAt = at;
        if (leg.dueIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            put(leg, size++);
        }
        if (!rises(leg)) {
            sinks(leg);
        }
    }

    private void remove(Leg leg) {
        int index = leg.dueIndex;
        if (index < 0) {
            return;
        }
        leg.dueIndex = -1;
        size--;
        Leg last = heap[size];
        heap[size] = null;
        if (last != leg) {
            put(last, index);
            if (!rises(last)) {
                sinks(last);
            }
        }
    }

    private void put(Leg leg, int index) {
        heap[index] = leg;
        leg.dueIndex = index;
    }

    private boolean rises(Leg leg) {
        int start = leg.dueIndex;
        int index = start;
        while (index > 0 && heap[(index - 1) / 2].dueAt > leg.dueAt) {
            put(heap[(index - 1) / 2], index);
            index = (index - 1) / 2;
        }
        put(leg, index);
        return index != start;
    }

    private void sinks(Leg leg) {
        int index = leg.dueIndex;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && heap[child + 1].dueAt < heap[child].dueAt) {
                child++;
            }
            if (heap[child].dueAt >= leg.dueAt) {
                break;
            }
            put(heap[child], index);
            index = child;
        }
        put(leg, index);
    }
}
