package io.fairlead.cluster.membership;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Says how long it takes to be up, alone and as a second node, and how long a push takes. Run by hand. */
final class StartTimes {
    private static final int PUSHES = 20_000;

    private StartTimes() {}

    public static void main(String[] arguments) throws Exception {
        RequesterDirectory requesters = new LocalRequesters(System::nanoTime, Duration.ofSeconds(30));
        HostPort first = TestNode.free();
        long began = System.nanoTime();
        try (TestNode a = TestNode.start(TestNode.config("a", first, List.of(first)), requesters)) {
            long bound = System.nanoTime();
            TestNode.awaitTogether(a);
            System.out.printf("alone, cold: bound %d ms, up %d ms%n", millis(began, bound), millis(began));
            began = System.nanoTime();
            try (TestNode b = TestNode.start(TestNode.config("b", TestNode.free(), List.of(first)), requesters)) {
                bound = System.nanoTime();
                TestNode.awaitTogether(a, b);
                System.out.printf("second: bound %d ms, up on both %d ms%n", millis(began, bound), millis(began));
                pushes(a);
                pushes(a);
                began = System.nanoTime();
            }
            System.out.printf("second: left in %d ms%n", millis(began));
        }
    }

    private static void pushes(TestNode a) {
        DevicePush push = new DevicePush(TestNode.deviceOf("b"), OpaqueBytes.copyOf(new byte[100]));
        long[] took = new long[PUSHES];
        for (int i = 0; i < PUSHES; i++) {
            long began = System.nanoTime();
            TestNode.settled(a.courier.push("b", push));
            took[i] = System.nanoTime() - began;
        }
        Arrays.sort(took);
        System.out.printf("push and reply: median %d us, p99 %d us%n",
                took[PUSHES / 2] / 1000, took[PUSHES * 99 / 100] / 1000);
    }

    private static long millis(long began) {
        return millis(began, System.nanoTime());
    }

    private static long millis(long began, long ended) {
        return (ended - began) / 1_000_000;
    }
}
