package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.Delivery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Sums up one envelope's deliveries to several nodes. */
final class FirstDelivered {
    private FirstDelivered() {}

    /**
     * Delivered as soon as one is; otherwise, when all have answered, gone only if all say so.
     *
     * @param deliveries none makes it gone
     */
    static CompletionStage<Delivery> of(List<CompletionStage<Delivery>> deliveries) {
        if (deliveries.isEmpty()) {
            return CompletableFuture.completedStage(Delivery.GONE);
        }
        CompletableFuture<Delivery> result = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger(deliveries.size());
        AtomicBoolean unsure = new AtomicBoolean();
        deliveries.forEach(each -> each.thenAccept(delivery -> {
            switch (delivery) {
                case DELIVERED -> result.complete(Delivery.DELIVERED);
                case UNREACHABLE -> unsure.set(true);
                case GONE -> {
                    // Counts when all others are gone too.
                }
            }
            if (open.decrementAndGet() == 0) {
                result.complete(unsure.get() ? Delivery.UNREACHABLE : Delivery.GONE);
            }
        }));
        return result.minimalCompletionStage();
    }
}
