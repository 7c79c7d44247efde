package io.fairlead.cluster.courier;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node's devices and requesters, which remember what they were given. */
public final class RecordingEndpoint implements LocalEndpoint {
    public final List<DevicePush> pushes = new CopyOnWriteArrayList<>();
    public final List<DeviceAnswer> answers = new CopyOnWriteArrayList<>();
    public final Set<InetSocketAddress> requesters = ConcurrentHashMap.newKeySet();
    public final Map<String, Long> moved = new ConcurrentHashMap<>();
    private final Set<String> devices;

    public RecordingEndpoint(Set<String> devices) {
        this.devices = devices;
    }

    @Override
    public CompletionStage<Delivery> deliver(DevicePush push) {
        if (!devices.contains(push.deviceId())) {
            return CompletableFuture.completedStage(Delivery.GONE);
        }
        pushes.add(push);
        return CompletableFuture.completedStage(Delivery.DELIVERED);
    }

    @Override
    public CompletionStage<Delivery> deliver(DeviceAnswer answer) {
        if (!requesters.contains(answer.requester())) {
            return CompletableFuture.completedStage(Delivery.GONE);
        }
        answers.add(answer);
        return CompletableFuture.completedStage(Delivery.DELIVERED);
    }

    @Override
    public void moved(String deviceId, long fence) {
        moved.put(deviceId, fence);
    }
}
