package io.fairlead.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link RelayDirectory} must do with what the operator configures. */
public abstract class RelayDirectoryContract {
    private RelayDirectory directory;

    /** Opens a directory with these relays configured, and no others known to it. */
    protected abstract RelayDirectory open(List<String> addresses) throws Exception;

    @AfterEach
    void closeDirectory() {
        if (directory != null) {
            directory.close();
        }
    }

    @Test
    void nothingConfiguredIsAnEmptyList() throws Exception {
        directory = open(List.of());

        assertThat(directory.relays()).isEmpty();
    }

    @Test
    void theRelaysAreListedInTheOperatorsOrderAsWritten() throws Exception {
        directory = open(List.of("relay-b.invalid", "relay-a.invalid:5000", "[2001:db8::1]:21117"));

        assertThat(addresses()).containsExactly("relay-b.invalid", "relay-a.invalid:5000", "[2001:db8::1]:21117");
    }

    @Test
    void theirIdsDiffer() throws Exception {
        directory = open(List.of("relay-a.invalid", "relay-b.invalid"));

        assertThat(directory.relays().stream().map(RelayNode::id)).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void oneRelayAloneIsAlive() throws Exception {
        directory = open(List.of("relay.invalid"));

        assertThat(directory.relays()).singleElement().matches(RelayNode::alive);
    }

    @Test
    void aNewConfigurationReplacesTheFormer() throws Exception {
        directory = open(List.of("relay-a.invalid", "relay-b.invalid"));

        directory.configure(List.of("relay-c.invalid", "relay-a.invalid"));

        assertThat(addresses()).containsExactly("relay-c.invalid", "relay-a.invalid");
        directory.configure(List.of());
        assertThat(addresses()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsNamedAndChangesNothing() throws Exception {
        directory = open(List.of("relay-a.invalid"));

        assertThatThrownBy(() -> directory.configure(List.of("relay-b.invalid", "relay-c.invalid:70000")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("70000");
        assertThat(addresses()).containsExactly("relay-a.invalid");
    }

    @Test
    void theListIsStillThereAfterTheCloseWhichMayBeRepeated() throws Exception {
        directory = open(List.of("relay-a.invalid", "relay-b.invalid"));

        directory.close();
        directory.close();

        assertThat(addresses()).containsExactly("relay-a.invalid", "relay-b.invalid");
    }

    private List<String> addresses() {
        return directory.relays().stream().map(RelayNode::address).toList();
    }
}
