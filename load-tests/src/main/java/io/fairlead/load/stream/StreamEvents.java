package io.fairlead.load.stream;

import io.fairlead.load.traffic.MessageKind;
import io.fairlead.load.traffic.Side;

/**
 * Told what sessions do. Called on the threads that carry them, of one session always on the same: it must not block
 * and has to stand being called by several threads. Times are those of {@link System#nanoTime}.
 */
public interface StreamEvents {
    /**
     * Both legs have heard from each other.
     *
     * @param session    its number
     * @param setupNanos from when the first leg was opened
     */
    void started(long session, long setupNanos);

    /**
     * A session is over. Comes once for each that was opened.
     *
     * @param end how
     */
    void ended(SessionEnd end);

    /**
     * A socket has taken bytes.
     *
     * @param bytes of messages with their frames, more than 0
     */
    void sent(int bytes);

    /**
     * A socket has given bytes.
     *
     * @param bytes of messages with their frames, more than 0
     */
    void received(int bytes);

    /**
     * A message has arrived whole. Told of one in so many, as the settings say.
     *
     * @param kind     what it is
     * @param intended when it was to be sent, however late it was
     * @param arrived  when its last byte was there
     */
    void delivered(MessageKind kind, long intended, long arrived);

    /**
     * The generator began to send a message although nothing had held it up but itself. Told of the same share of
     * messages: much of it means that the generator is overloaded.
     *
     * @param nanos after it was to be sent, 0 or more
     */
    void late(long nanos);

    /**
     * Other bytes have arrived than were sent. The session ends.
     *
     * @param corruption which
     */
    void corrupt(Corruption corruption);

    /**
     * Nothing arrives although something should; told once until something does.
     *
     * @param session its number
     * @param reader  who waits
     * @param nanos   since the message that is missing was to be sent
     */
    void stalled(long session, Side reader, long nanos);
}
