package io.fairlead.cluster.enrolment;

import java.util.List;

/**
 * Where operators' commands write what they say of devices. Servers that follow the same place learn of it within a
 * second or two. Blocks; for one thread.
 */
public interface EnrolmentBook extends AutoCloseable {
    /**
     * A device that was refused.
     *
     * @param id       the id that it wanted
     * @param uuidHash its {@link UuidHash}
     * @param ip       where it came from last
     * @param attempts how often it tried
     * @param lastSeen when, in seconds of Unix time
     */
    record Pending(String id, String uuidHash, String ip, long attempts, long lastSeen) {}

    /**
     * Approves an id. If a device with that id was refused, its uuid is bound to the approval, so that nobody else can
     * use it.
     *
     * @param id     the id
     * @param tenant whose it is; empty = the main tenant's
     * @throws EnrolmentBookException when this can't be written
     */
    void approve(String id, String tenant) throws EnrolmentBookException;

    /**
     * Approves a device by its uuid, whichever id it takes.
     *
     * @param uuidHash its {@link UuidHash}
     * @param tenant   whose it is; empty = the main tenant's
     * @throws EnrolmentBookException when this can't be written
     */
    void approveUuid(String uuidHash, String tenant) throws EnrolmentBookException;

    /**
     * Blocks an id.
     *
     * @param id the id
     * @throws EnrolmentBookException when this can't be written
     */
    void block(String id) throws EnrolmentBookException;

    /**
     * Lets a blocked id register again. Whose it is stays, and so does the device that it is bound to. Nothing happens
     * when it is not blocked.
     *
     * @param id the id
     * @throws EnrolmentBookException when this can't be written
     */
    void unblock(String id) throws EnrolmentBookException;

    /**
     * Forgets all that was said of an id, so that running servers drop its device.
     *
     * @param id the id
     * @throws EnrolmentBookException when this can't be written
     */
    void remove(String id) throws EnrolmentBookException;

    /**
     * Lists devices that were refused and of which nothing has been said since.
     *
     * @return the last one first
     * @throws EnrolmentBookException when this can't be read
     */
    List<Pending> pending() throws EnrolmentBookException;

    /**
     * Reads all that has been said.
     *
     * @return as it is now
     * @throws EnrolmentBookException when this can't be read
     */
    Enrolment read() throws EnrolmentBookException;

    @Override
    void close() throws EnrolmentBookException;
}
