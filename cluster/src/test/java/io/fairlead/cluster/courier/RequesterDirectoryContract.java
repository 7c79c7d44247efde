package io.fairlead.cluster.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RequesterDirectory} must do. */
public abstract class RequesterDirectoryContract {
    private static final InetSocketAddress REQUESTER = new InetSocketAddress("192.0.2.1", 40_000);

    private RequesterDirectory directory;

    /** Opens a directory in which nobody is held, and whose holds end after {@code lease}. */
    protected abstract RequesterDirectory open(Duration lease) throws Exception;

    @BeforeEach
    void openDirectory() throws Exception {
        directory = open(Duration.ofSeconds(30));
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Set<String> nodes(InetSocketAddress requester) {
        return switch (now(directory.find(requester))) {
            case RequesterDirectory.Found.Nodes found -> found.nodeIds();
            case RequesterDirectory.Found.Unavailable _ -> throw new AssertionError("unavailable");
        };
    }

    @Test
    void nobodyHoldsARequesterThatNobodyHasToldOf() {
        assertThat(nodes(REQUESTER)).isEmpty();
    }

    @Test
    void theNodesThatHoldARequesterAreFound() {
        now(directory.hold(REQUESTER, "one"));
        now(directory.hold(REQUESTER, "one"));
        now(directory.hold(REQUESTER, "two"));
        now(directory.hold(new InetSocketAddress("192.0.2.1", 40_001), "three"));

        assertThat(nodes(REQUESTER)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aReleaseTakesOneNodesHoldAway() {
        now(directory.hold(REQUESTER, "one"));
        now(directory.hold(REQUESTER, "two"));
        now(directory.release(REQUESTER, "one"));
        now(directory.release(REQUESTER, "one"));
        assertThat(nodes(REQUESTER)).containsExactly("two");

        now(directory.release(REQUESTER, "two"));
        assertThat(nodes(REQUESTER)).isEmpty();
    }

    @Test
    void aMappedAddressIsItsIpv4Address() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(REQUESTER.getAddress().getAddress(), 0, mapped, 12, 4);
        InetAddress six = Inet6Address.getByAddress(null, mapped, 0);
        assertThat(six).isInstanceOf(Inet6Address.class);
        now(directory.hold(new InetSocketAddress(six, 40_000), "one"));

        assertThat(nodes(REQUESTER)).containsExactly("one");
    }

    @Test
    void aZoneMakesNoOtherAddress() throws UnknownHostException {
        byte[] linkLocal = Inet6Address.getByName("fe80::1").getAddress();
        now(directory.hold(new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 1), 40_000), "one"));

        assertThat(nodes(new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 2), 40_000)))
                .containsExactly("one");
    }

    @Test
    void aHoldEndsByItself() throws Exception {
        directory = open(Duration.ofMillis(300));
        now(directory.hold(REQUESTER, "one"));

        await().until(() -> nodes(REQUESTER).isEmpty());
    }
}
