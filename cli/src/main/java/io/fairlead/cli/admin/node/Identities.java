package io.fairlead.cli.admin.node;

import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.peer.IdentityPage;
import java.io.IOException;

/** Where devices are stored, and what operators say of them. Waits for the store; safe for use by any thread. */
public interface Identities {
    /** Work on the operator's word. */
    @FunctionalInterface
    interface Work<R> {
        /**
         * Does it.
         *
         * @param book open as long as it lasts
         * @return its result
         * @throws EnrolmentBookException when the book can't be read or written
         */
        R with(EnrolmentBook book) throws EnrolmentBookException;
    }

    /**
     * Lists some devices.
     *
     * @param prefix only ids that begin so; empty = all
     * @param after  where the page begins; empty = the first
     * @param most   about how many
     * @return the page
     * @throws IOException              when the store does not answer
     * @throws IllegalArgumentException when {@code after} is none that a page has said
     */
    IdentityPage page(String prefix, String after, int most) throws IOException;

    /**
     * Deletes a device's identity.
     *
     * @param id the device
     * @return whether it was there
     * @throws IOException when the store does not answer
     */
    boolean delete(String id) throws IOException;

    /**
     * Works on the operator's word.
     *
     * @param work what
     * @param <R>  its result
     * @return the result
     * @throws EnrolmentBookException when the book can't be read or written
     */
    <R> R book(Work<R> work) throws EnrolmentBookException;
}
