package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlaysTest {
    static Stream<String> overlays() {
        return Renderings.names();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void holdObjectsThatKubernetesTakes(String overlay) {
        assertThat(TypedModels.mistakes(Renderings.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void holdObjectsThatFindEachOther(String overlay) {
        assertThat(References.mistakes(Renderings.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void openWhatIsNeededAndNoMore(String overlay) {
        assertThat(Policies.mistakes(Renderings.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void giveNoMoreRightsThanNeeded(String overlay) {
        assertThat(Hardening.mistakes(Renderings.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void tellTheProgramWhatItUnderstands(String overlay) {
        assertThat(Options.mistakes(Renderings.of(overlay))).isEmpty();
    }

    @Test
    void eachIsWhatItIsCalled() {
        assertThat(roles("single")).containsExactly("standalone");
        assertThat(roles("lan")).containsExactly("standalone");
        assertThat(roles("cloud")).containsExactlyInAnyOrder("rendezvous", "relay");
        assertThat(roles("relay-per-node")).containsExactlyInAnyOrder("rendezvous", "relay");
    }

    @Test
    void loadBalancersKeepTheAddressesOfClients() {
        for (String overlay : List.of("single", "cloud", "relay-per-node")) {
            List<KubeObject> balancers = Renderings.of(overlay).ofKind("Service")
                    .filter(service -> service.texts("spec/type").anyMatch("LoadBalancer"::equals)).toList();
            assertThat(balancers).isNotEmpty().allSatisfy(service -> {
                assertThat(service.texts("spec/externalTrafficPolicy")).containsExactly("Local");
                assertThat(service.texts("spec/sessionAffinity")).isEmpty();
            });
            assertThat(balancers).anySatisfy(service -> assertThat(service.objects("spec/ports/*")
                    .map(port -> Tree.text(port, "port").orElse("") + Tree.text(port, "protocol").orElse("TCP")))
                    .contains("21116UDP", "21116TCP", "21115TCP"));
        }
    }

    @Test
    void eachRelayHasAnAddressOfItsOwnOrAllHaveOne() {
        Combination own = Renderings.of("relay-per-node");
        Workload relay = own.workloads().stream().filter(each -> each.role().equals(Optional.of("relay")))
                .findFirst().orElseThrow();
        assertThat(IntStream.range(0, own.replicas(relay)).mapToObj(number -> address(own, relay, number)))
                .containsExactly("relay-0.relay.example.com:21117",
                        "relay-1.relay.example.com:21117", "relay-2.relay.example.com:21117");
        assertThat(own.ofKind("Service").map(service -> service.map("spec/selector").get(References.POD_NAME))
                .filter(Objects::nonNull)).containsExactly("relay-0", "relay-1", "relay-2");

        Combination shared = Renderings.of("cloud");
        Workload any = shared.workloads().stream().filter(each -> each.role().equals(Optional.of("relay")))
                .findFirst().orElseThrow();
        assertThat(address(shared, any, 0)).isEqualTo("relay.example.com:21117");
    }

    private static String address(Combination all, Workload relay, int number) {
        Map<String, String> fields = Map.of("status.podIP", "192.0.2.7", "metadata.name", relay.podName(number));
        return Options.environment(all, relay, fields, (secret, key) -> secret + key).get("FAIRLEAD_RELAY_ADDRESS");
    }

    private static List<String> roles(String overlay) {
        return Renderings.of(overlay).workloads().stream().flatMap(workload -> workload.role().stream()).toList();
    }
}
