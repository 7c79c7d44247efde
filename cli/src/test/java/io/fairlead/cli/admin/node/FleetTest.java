package io.fairlead.cli.admin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cluster.control.NodeControl;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final Map<String, String> nodes = new TreeMap<>(Map.of("a-1", "relay"));
    private final Map<String, NodeControl.Reply> replies = new TreeMap<>();
    private final LocalNode local = new LocalNode.Builder()
            .on(Command.DRAIN, _ -> new Done("a-1", "draining", ""))
            .on(Command.RESUME, _ -> {
                throw new IllegalStateException("a failure that a test wants");
            })
            .build();
    private final Fleet fleet = new Fleet(new Others(), "a-1", local);

    /** Nodes that answer what a test has put down for them. */
    private final class Others implements NodeControl {
        @Override
        public void serve(Handler handler) {
            throw new UnsupportedOperationException("nobody asks for this");
        }

        @Override
        public CompletionStage<Map<String, String>> nodes() {
            return CompletableFuture.completedStage(nodes);
        }

        @Override
        public CompletionStage<Reply> ask(String node, String command, String text) {
            return CompletableFuture.completedStage(replies.getOrDefault(node, new Reply.NoAnswer()));
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("nobody asks for this");
        }
    }

    private void other(String node, String role, NodeControl.Reply reply) {
        nodes.put(node, role);
        replies.put(node, reply);
    }

    private static NodeControl.Reply done(String node) {
        return new NodeControl.Reply.Answered(
                "{\"target\":\"" + node + "\",\"outcome\":\"ok\",\"note\":\"\",\"of_a_later_version\":1}");
    }

    private Done at(String node) {
        return fleet.at(node, Command.DRAIN, new Asked.Nothing());
    }

    private static void assertFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiFailure.class,
                failure -> assertThat(failure.status()).isEqualTo(status));
    }

    @Test
    void findsNodesByIdAndByNameWhereOnlyOneHasIt() {
        other("b-2", "relay", done("b-2"));
        assertThat(at("a-1").target()).isEqualTo("a-1");
        assertThat(at("a").target()).isEqualTo("a-1");
        assertThat(at("b").target()).isEqualTo("b-2");
        other("b-3", "relay", done("b-3"));
        assertFails(() -> at("b"), 404);
        assertThat(at("b-3").target()).isEqualTo("b-3");
        for (String none : new String[]{"", "-", "c", "a-", "-1"}) {
            assertFails(() -> at(none), 404);
        }
    }

    @Test
    void tellsWhyANodeDidNot() {
        other("b-2", "relay", new NodeControl.Reply.NoAnswer());
        assertFails(() -> at("b-2"), 504);
        other("b-2", "relay", new NodeControl.Reply.Refused(
                "{\"status\":409,\"error\":\"conflict\",\"message\":\"no\"}"));
        assertFails(() -> at("b-2"), 409);
        other("b-2", "relay", new NodeControl.Reply.Answered("no JSON"));
        assertFails(() -> at("b-2"), 502);
        other("b-2", "relay", new NodeControl.Reply.Answered("null"));
        assertFails(() -> at("b-2"), 502);
        other("b-2", "relay", new NodeControl.Reply.Refused("no JSON"));
        assertFails(() -> at("b-2"), 502);
    }

    @Test
    void aCommandThatFailsHereOrIsNotKnownHereSaysSo() {
        assertFails(() -> fleet.at("a-1", Command.RESUME, new Asked.Nothing()), 500);
        assertFails(() -> fleet.at("a-1", Command.BLOCK, new Asked.Device("1")), 409);
    }

    @Test
    void whoeverHasTheRoleIsAsked() {
        assertThat(fleet.any("rendezvous", Command.DRAIN, new Asked.Nothing())).isEmpty();
        assertThat(fleet.any("relay", Command.DRAIN, new Asked.Nothing()).orElseThrow().target()).isEqualTo("a-1");
        other("b-2", "standalone", done("b-2"));
        assertThat(fleet.any("rendezvous", Command.DRAIN, new Asked.Nothing()).orElseThrow().target())
                .isEqualTo("b-2");
    }

    @Test
    void allAreAskedAndWhoDoesNotAnswerIsNamed() {
        other("b-2", "relay", done("b-2"));
        other("c-3", "relay", new NodeControl.Reply.NoAnswer());
        Fleet.Gathered<Done> said = fleet.all(Command.DRAIN, new Asked.Nothing());
        assertThat(said.answers()).containsOnlyKeys("a-1", "b-2");
        assertThat(said.unanswered()).containsExactly("c-3");
    }
}
