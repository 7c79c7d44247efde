package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.config.RelayPaths;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay on a system for which Netty has no epoll, in a process of its own as that is found out once. */
class WithoutEpollTest {
    @ParameterizedTest
    @EnumSource(value = PathOption.class, names = {"AUTO", "NETTY"})
    void sessionsAreCarriedByJavasOwnSocketsAndNothingOfLinuxIsTouched(PathOption path) throws Exception {
        assertThat(relay(path))
                .contains("transport nio", "carried", "failures []")
                .doesNotContain(
                        "io.fairlead.relay.kernel.SystemCalls",
                        "io.fairlead.relay.kernel.KernelLeg",
                        "io.netty.channel.epoll.EpollIoHandler ");
    }

    @Test
    void aPathThatIsAskedForAndNotThereIsRefusedAtTheStart() throws Exception {
        assertThat(relay(PathOption.SPLICE))
                .contains("refused relay-path: splice (expected: auto or netty, as there is no epoll here)");
    }

    /** What the process says, and which classes it has loaded. */
    private static String relay(PathOption path) throws Exception {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "-Dio.netty.transport.noNative=true", "-Xlog:class+load",
                "-cp", System.getProperty("java.class.path"), Relay.class.getName(), path.name())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** What runs in that process. */
    static final class Relay {
        private Relay() {}

        public static void main(String... arguments) throws Exception {
            TestRelay.Options options = new TestRelay.Options();
            options.paths = new RelayPaths(PathOption.valueOf(arguments[0]), Duration.ofMillis(1));
            try (SharedPairing pairing = new SharedPairing();
                    TestRelay relay = options.start("one", pairing);
                    TcpWire first = relay.tcpLeg("session");
                    TcpWire second = relay.tcpLeg("session")) {
                System.out.println("transport " + relay.server().transport());
                TwoRelays.assertMeet(first, second);
                System.out.println("carried");
                System.out.println("failures " + relay.events.failures);
            } catch (IllegalArgumentException e) {
                System.out.println("refused " + e.getMessage());
            }
        }
    }
}
