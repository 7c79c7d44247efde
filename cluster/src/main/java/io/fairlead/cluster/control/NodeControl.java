package io.fairlead.cluster.control;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * How operators' commands reach the node that they are for, whichever node took them. Commands and answers are opaque
 * texts. Methods return at once and may be called from any thread; stages never complete exceptionally.
 */
public interface NodeControl extends AutoCloseable {
    /** Carries commands out. Called on a thread that may wait, several at once. */
    @FunctionalInterface
    interface Handler {
        /**
         * Carries a command out.
         *
         * @param command its name
         * @param text    what it is about
         * @return what became of it
         */
        Reply handle(String command, String text);
    }

    /** What became of a command. */
    sealed interface Reply {
        /**
         * It was carried out.
         *
         * @param text the answer
         */
        record Answered(String text) implements Reply {}

        /**
         * The node would not, or could not.
         *
         * @param text why
         */
        record Refused(String text) implements Reply {}

        /** Nothing was heard in time; whether it was carried out is not known. */
        record NoAnswer() implements Reply {}
    }

    /**
     * Begins to carry commands out. Once.
     *
     * @param handler does so
     */
    void serve(Handler handler);

    /**
     * Lists the nodes that can be asked, this one included.
     *
     * @return what each tells of itself, by its id
     */
    CompletionStage<Map<String, String>> nodes();

    /**
     * Asks a node.
     *
     * @param node    its id, which may be this one's
     * @param command the command's name
     * @param text    what it is about
     * @return what became of it
     */
    CompletionStage<Reply> ask(String node, String command, String text);

    /**
     * Says whether other nodes can be asked.
     *
     * @return false when this one is alone
     */
    boolean isShared();

    /** Carries no more commands out. */
    @Override
    void close();
}
