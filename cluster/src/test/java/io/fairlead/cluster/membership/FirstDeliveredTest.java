package io.fairlead.cluster.membership;

import static io.fairlead.cluster.courier.Delivery.DELIVERED;
import static io.fairlead.cluster.courier.Delivery.GONE;
import static io.fairlead.cluster.courier.Delivery.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.courier.Delivery;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FirstDeliveredTest {
    private static CompletableFuture<Delivery> sum(Delivery... deliveries) {
        return FirstDelivered.of(Arrays.stream(deliveries)
                .<CompletionStage<Delivery>>map(CompletableFuture::completedStage).toList()).toCompletableFuture();
    }

    @Test
    void isGoneOnlyWhenAllSaySo() {
        assertThat(sum()).isCompletedWithValue(GONE);
        assertThat(sum(GONE, GONE)).isCompletedWithValue(GONE);
        assertThat(sum(GONE, UNREACHABLE)).isCompletedWithValue(UNREACHABLE);
        assertThat(sum(UNREACHABLE, DELIVERED)).isCompletedWithValue(DELIVERED);
    }

    @Test
    void doesNotWaitForTheOthersOnceItIsDelivered() {
        CompletableFuture<Delivery> silent = new CompletableFuture<>();
        CompletableFuture<Delivery> delivered = new CompletableFuture<>();
        CompletableFuture<Delivery> sum = FirstDelivered.of(List.of(silent, delivered)).toCompletableFuture();
        assertThat(sum).isNotDone();

        delivered.complete(DELIVERED);

        assertThat(sum).isCompletedWithValue(DELIVERED);
    }
}
