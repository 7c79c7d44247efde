package io.fairlead.load.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nodes whether they are ready and tells the balancer, as the kubelet's readiness probe and the endpoint
 * controller do: a node that fails so often in a row gets no new flows, one that succeeds once gets them again. One
 * thread for each node, until closed.
 */
public final class ReadinessWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReadinessWatch.class);

    private final LoadBalancer balancer;
    private final Duration interval;
    private final int failures;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;

    /**
     * Begins to watch.
     *
     * @param balancer who is told
     * @param nodes    who is asked
     * @param interval between two questions; Kubernetes' default is 10 s
     * @param failures so many in a row and a node is out, at least 1; Kubernetes' default is 3
     */
    public ReadinessWatch(LoadBalancer balancer, List<NodeProcess> nodes, Duration interval, int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures: " + failures + " (expected: at least 1)");
        }
        this.balancer = balancer;
        this.interval = interval;
        this.failures = failures;
        this.threads = nodes.stream().map(node -> Thread.ofVirtual().start(() -> watch(node))).toList();
    }

    private void watch(NodeProcess node) {
        int failed = 0;
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                failed = node.ready() ? 0 : failed + 1;
                tell(node, failed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(NodeProcess node, int failed) {
        try {
            for (Service service : node.services()) {
                if (failed == 0) {
                    balancer.add(service, node.address());
                } else if (failed >= failures) {
                    balancer.remove(service, node.address());
                }
            }
        } catch (IOException e) {
            // Tried again at the next question.
            log.atWarn().setCause(e).addKeyValue("node", node.name()).log("cannot tell the balancer");
        }
    }

    /** Stops asking. Who has new flows, keeps them. */
    @Override
    public void close() {
        closed.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
