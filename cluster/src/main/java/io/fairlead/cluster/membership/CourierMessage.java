package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;

/** What couriers send each other. On the wire: {@link CourierSerializer}. */
sealed interface CourierMessage {
    /** Is answered with a {@link Reply}. */
    sealed interface Request extends CourierMessage {
        /** Unique among the sender's requests. */
        long id();

        /** The sender's address in the cluster, where the reply goes. */
        String from();
    }

    /** A message for a device that the receiver holds. */
    record Push(long id, String from, DevicePush push) implements Request {}

    /** A device's answer for a requester that the receiver may hold. */
    record Answer(long id, String from, DeviceAnswer answer) implements Request {}

    /** A device of the receiver is held by the sender now. */
    record Moved(String deviceId, long fence) implements CourierMessage {}

    /** A node of another cluster shows itself, or answers to that; what follows is {@link Reunion}'s business. */
    record Greeting(String from, boolean answer, int members, String lowest) implements CourierMessage {}

    /** What became of the request with this id. */
    record Reply(long id, Delivery delivery) implements CourierMessage {}
}
