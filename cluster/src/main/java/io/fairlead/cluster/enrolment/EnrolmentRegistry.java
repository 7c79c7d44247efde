package io.fairlead.cluster.enrolment;

import io.fairlead.cluster.OpaqueBytes;
import java.util.function.Consumer;

/** Where nodes find the operator's word about devices. Methods return at once and may be called from event loops. */
public interface EnrolmentRegistry extends AutoCloseable {
    /**
     * Gives the operator's word out.
     *
     * @return as it was within the last second or two
     */
    Enrolment current();

    /**
     * Notes a device that was refused, for the operator to look at.
     *
     * @param id   the id that it wanted
     * @param uuid its uuid
     * @param ip   where it came from
     */
    void refused(String id, OpaqueBytes uuid, String ip);

    /**
     * Binds an id to the device that has registered it by the approval of its uuid.
     *
     * @param id     the id
     * @param uuid   the device's uuid
     * @param tenant whose it is; empty = the main tenant's
     */
    void registered(String id, OpaqueBytes uuid, String tenant);

    /**
     * A device has another id; what was said of the old one goes with it.
     *
     * @param oldId the id that it had
     * @param newId the id that it has
     */
    void moved(String oldId, String newId);

    /**
     * Asks to be told when devices are blocked or removed.
     *
     * @param dropped told their ids, on a thread of the registry
     */
    void onDropped(Consumer<String> dropped);

    /** Writes what is pending. */
    @Override
    void close();
}
