package io.fairlead.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalControlContractTest extends NodeControlContract {
    private NodeControl control;

    @Override
    protected NodeControl open(String nodeId, String told) {
        control = new LocalControl(nodeId, told);
        return control;
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void isAlone() {
        assertThat(open("a-1", "relay").isShared()).isFalse();
    }
}
