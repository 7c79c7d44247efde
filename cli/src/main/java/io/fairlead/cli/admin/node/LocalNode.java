package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.Json;
import io.fairlead.cluster.control.NodeControl.Reply;
import io.fairlead.protocol.net.LogText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that this process carries out, for itself and for others. Safe for use by any thread that may wait. */
public final class LocalNode {
    private static final Logger log = LoggerFactory.getLogger(LocalNode.class);

    private final Map<String, Entry<?, ?>> entries;

    private record Entry<P, R>(Command<P, R> command, Function<P, R> work) {
        /** Fails with {@link ApiFailure}, or {@link IllegalArgumentException} when the text is not understood. */
        String run(String text) {
            return Json.write(work.apply(Json.read(text, command.asked())));
        }
    }

    private LocalNode(Map<String, Entry<?, ?>> entries) {
        this.entries = Map.copyOf(entries);
    }

    /** Gathers commands. */
    public static final class Builder {
        private final Map<String, Entry<?, ?>> entries = new HashMap<>();

        /** Knows none yet. */
        public Builder() {}

        /**
         * Adds a command.
         *
         * @param command which
         * @param work    carries it out; may wait, and fail with {@link ApiFailure}
         * @param <P>     what it is about
         * @param <R>     what it answers
         * @return this
         */
        public <P, R> Builder on(Command<P, R> command, Function<P, R> work) {
            entries.put(command.name(), new Entry<>(command, work));
            return this;
        }

        /**
         * Ends the gathering.
         *
         * @return all of them
         */
        public LocalNode build() {
            return new LocalNode(entries);
        }
    }

    /**
     * Carries a command out.
     *
     * @param name of the command
     * @param text what it is about, as JSON
     * @return what became of it; does not fail
     */
    public Reply handle(String name, String text) {
        try {
            Entry<?, ?> entry = Optional.ofNullable(entries.get(name))
                    .orElseThrow(() -> ApiFailure.conflict("this node has no part that could do that: " + name));
            String answer = entry.run(text);
            if (entry.command().changes()) {
                // Who wanted it is in the audit of the node that was called, which may be another one.
                log.atInfo().addKeyValue("command", name)
                        .addKeyValue("about", LogText.printable(text.replace('"', '\'')))
                        .log("administration command carried out");
            }
            return new Reply.Answered(answer);
        } catch (ApiFailure e) {
            return new Reply.Refused(Json.write(new Refusal(e.status(), e.error(), e.getMessage())));
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("command", name).log("command failed");
            return new Reply.Refused(Json.write(new Refusal(500, "failed", "the node failed, its log says why")));
        }
    }

    /**
     * Why a node would not.
     *
     * @param status  of HTTP
     * @param error   one of a few words
     * @param message for people
     */
    record Refusal(int status, String error, String message) {
        ApiFailure failure() {
            return new ApiFailure(status, error, message);
        }
    }
}
