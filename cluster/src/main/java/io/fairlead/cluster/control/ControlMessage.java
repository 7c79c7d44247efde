package io.fairlead.cluster.control;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A command on its way to a node, or what became of it on its way back.
 *
 * @param kind      which of these
 * @param id        of the command; an answer has that of its command. Random, so that nobody guesses it
 * @param from      the node that sent the message
 * @param to        the node that it is for. Each start of a process has another id, so a message is good for one life
 * @param sentMilli when it was sent, by the sender's clock, in milliseconds of Unix time
 * @param command   the command's name
 * @param text      what it is about, or the answer
 */
public record ControlMessage(
        Kind kind, String id, String from, String to, long sentMilli, String command, String text) {
    /** What a message is. */
    public enum Kind {
        /** A command. */
        ASK(1),
        /** It was carried out. */
        ANSWERED(2),
        /** The node would not, or could not. */
        REFUSED(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** Its byte on the way, which never becomes another's. */
        int code() {
            return code;
        }

        static Optional<Kind> of(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    /**
     * Checks that no part is missing.
     *
     * @throws NullPointerException when one is
     */
    public ControlMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(text, "text");
    }
}
