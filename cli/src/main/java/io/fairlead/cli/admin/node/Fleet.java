package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.Json;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.control.NodeControl.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * All nodes that can be asked, this one included. What each tells of itself is its role. Safe for use by any thread
 * that may wait.
 */
public final class Fleet {
    private final NodeControl control;
    private final String self;
    private final LocalNode local;

    /**
     * Nodes that can be asked.
     *
     * @param control reaches them
     * @param self    this node's id
     * @param local   carries out what is for this node
     */
    public Fleet(NodeControl control, String self, LocalNode local) {
        this.control = control;
        this.self = self;
        this.local = local;
    }

    /**
     * What several nodes said.
     *
     * @param answers    by node
     * @param unanswered nodes that did not answer
     * @param <R>        what each answers
     */
    public record Gathered<R>(Map<String, R> answers, List<String> unanswered) {}

    /**
     * Names this node.
     *
     * @return its id
     */
    public String self() {
        return self;
    }

    /**
     * Says whether other nodes can be asked.
     *
     * @return false when this one is alone
     */
    public boolean isShared() {
        return control.isShared();
    }

    /**
     * Asks one node.
     *
     * @param node    its id, or its name without the part that is new with each start if only one has it
     * @param command what
     * @param asked   about what
     * @param <P>     what it is about
     * @param <R>     what it answers
     * @return the answer
     * @throws ApiFailure when there is no such node, when it does not answer, or would not
     */
    public <P, R> R at(String node, Command<P, R> command, P asked) {
        String id = id(node);
        return answer(id, command, ask(id, command, asked).join());
    }

    private String id(String node) {
        Map<String, String> nodes = nodes();
        if (nodes.containsKey(node)) {
            return node;
        }
        List<String> named = nodes.keySet().stream()
                .filter(id -> id.lastIndexOf('-') > 0 && id.substring(0, id.lastIndexOf('-')).equals(node))
                .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        throw ApiFailure.notFound("node: '" + node + "' (expected: one of " + String.join(", ", nodes.keySet()) + ")");
    }

    /**
     * Asks a node that has a part which can do it: this one if it can, else any.
     *
     * @param role    rendezvous or relay
     * @param command what
     * @param asked   about what
     * @param <P>     what it is about
     * @param <R>     what it answers
     * @return the answer; empty when there is no such node
     * @throws ApiFailure when it does not answer, or would not
     */
    public <P, R> Optional<R> any(String role, Command<P, R> command, P asked) {
        Map<String, String> nodes = nodes();
        Optional<String> able = has(nodes.getOrDefault(self, ""), role)
                ? Optional.of(self)
                : nodes.keySet().stream().filter(node -> has(nodes.get(node), role)).findFirst();
        return able.map(node -> answer(node, command, ask(node, command, asked).join()));
    }

    private static boolean has(String told, String role) {
        return told.equals(role) || told.equals("standalone");
    }

    /**
     * Asks all nodes at once.
     *
     * @param command what
     * @param asked   about what
     * @param <P>     what it is about
     * @param <R>     what each answers
     * @return what they said
     */
    public <P, R> Gathered<R> all(Command<P, R> command, P asked) {
        Map<String, CompletableFuture<Reply>> replies = new TreeMap<>();
        nodes().keySet().forEach(node -> replies.put(node, ask(node, command, asked)));
        Map<String, R> answers = new TreeMap<>();
        List<String> unanswered = new ArrayList<>();
        replies.forEach((node, reply) -> {
            try {
                answers.put(node, answer(node, command, reply.join()));
            } catch (ApiFailure e) {
                unanswered.add(node);
            }
        });
        return new Gathered<>(answers, unanswered);
    }

    private Map<String, String> nodes() {
        return new TreeMap<>(control.nodes().toCompletableFuture().join());
    }

    private <P, R> CompletableFuture<Reply> ask(String node, Command<P, R> command, P asked) {
        String text = Json.write(asked);
        return node.equals(self)
                ? CompletableFuture.completedFuture(local.handle(command.name(), text))
                : control.ask(node, command.name(), text).toCompletableFuture();
    }

    private static <P, R> R answer(String node, Command<P, R> command, Reply reply) {
        return switch (reply) {
            case Reply.Answered(String text) -> understood(node, text, command.answer());
            case Reply.Refused(String text) -> throw understood(node, text, LocalNode.Refusal.class).failure();
            case Reply.NoAnswer _ -> throw new ApiFailure(504, "no_answer", "node " + node
                    + " did not answer; whether it did what was asked is not known");
        };
    }

    private static <T> T understood(String node, String text, Class<T> type) {
        try {
            return Json.read(text, type);
        } catch (IllegalArgumentException e) {
            throw new ApiFailure(502, "not_understood",
                    "node " + node + " answers what this version does not understand");
        }
    }
}
