package io.fairlead.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.control.NodeControl.Reply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every way of commands to nodes must do. */
public abstract class NodeControlContract {
    /** A way for a node of that name, which is closed after the test. */
    protected abstract NodeControl open(String nodeId, String told) throws Exception;

    protected static Reply ask(NodeControl control, String node, String command, String text) {
        return control.ask(node, command, text).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private NodeControl serving() throws Exception {
        NodeControl control = open("a-1", "standalone");
        control.serve((command, text) -> switch (command) {
            case "say" -> new Reply.Answered("said " + text);
            case "fail" -> throw new IllegalStateException("a failure that a test wants");
            default -> new Reply.Refused("no " + command);
        });
        return control;
    }

    @Test
    void aNodeAsksItself() throws Exception {
        NodeControl control = serving();
        assertThat(ask(control, "a-1", "say", "this")).isEqualTo(new Reply.Answered("said this"));
        assertThat(ask(control, "a-1", "other", "")).isEqualTo(new Reply.Refused("no other"));
    }

    @Test
    void aNodeIsAmongTheNodes() throws Exception {
        assertThat(serving().nodes().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join())
                .containsEntry("a-1", "standalone");
    }

    @Test
    void nobodyAnswersForANodeThatIsNotThere() throws Exception {
        assertThat(ask(serving(), "b-2", "say", "")).isEqualTo(new Reply.NoAnswer());
    }

    @Test
    void aCommandThatFailsHasNoAnswer() throws Exception {
        assertThat(ask(serving(), "a-1", "fail", "")).isEqualTo(new Reply.NoAnswer());
    }

    @Test
    void nobodyAnswersAfterTheClose() throws Exception {
        NodeControl control = serving();
        control.close();
        assertThat(ask(control, "a-1", "say", "")).isEqualTo(new Reply.NoAnswer());
    }
}
