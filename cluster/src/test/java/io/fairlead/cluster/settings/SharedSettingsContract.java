package io.fairlead.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SharedSettings} must do. */
public abstract class SharedSettingsContract {
    private SharedSettings settings;

    /** Opens settings of which none was ever changed. */
    protected abstract SharedSettings open() throws Exception;

    @BeforeEach
    void openSettings() throws Exception {
        settings = open();
    }

    @AfterEach
    void closeSettings() {
        settings.close();
    }

    private static boolean now(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static List<Map<String, String>> listenTo(SharedSettings settings) {
        List<Map<String, String>> told = Collections.synchronizedList(new ArrayList<>());
        settings.onChange(told::add);
        return told;
    }

    @Test
    void nothingIsSetThatNobodyHasChanged() {
        assertThat(settings.current()).isEmpty();
    }

    @Test
    void whatWasPutIsCurrent() {
        assertThat(now(settings.put("always-relay", "true"))).isTrue();
        assertThat(now(settings.put("block-list", "192.0.2.1\n2001:db8::/32 = ü"))).isTrue();
        assertThat(now(settings.put("always-relay", ""))).isTrue();

        await().until(() -> settings.current()
                .equals(Map.of("always-relay", "", "block-list", "192.0.2.1\n2001:db8::/32 = ü")));
    }

    @Test
    void aListenerIsToldOfEachChangeInOrder() {
        List<Map<String, String>> told = listenTo(settings);
        List<Map<String, String>> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            assertThat(now(settings.put("number", String.valueOf(i)))).isTrue();
            expected.add(Map.of("number", String.valueOf(i)));
            await().untilAsserted(() -> assertThat(told).isEqualTo(expected));
        }
    }

    @Test
    void listenersAreToldInTheOrderInWhichTheyCame() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        settings.onChange(_ -> told.add("first"));
        settings.onChange(_ -> told.add("second"));
        now(settings.put("a", "1"));

        await().untilAsserted(() -> assertThat(told).containsExactly("first", "second"));
    }

    @Test
    void aListenerThatComesLateIsToldOnceAtOnce() {
        now(settings.put("a", "1"));
        await().until(() -> !settings.current().isEmpty());
        List<Map<String, String>> told = listenTo(settings);

        await().untilAsserted(() -> assertThat(told).containsExactly(Map.of("a", "1")));
    }

    @Test
    void aListenerIsNotToldOfNothing() {
        List<Map<String, String>> told = listenTo(settings);
        now(settings.put("a", "1"));

        await().untilAsserted(() -> assertThat(told).containsExactly(Map.of("a", "1")));
    }

    @Test
    void theSettingsAreStillThereAfterTheCloseWhichMayBeRepeated() {
        now(settings.put("a", "1"));
        await().until(() -> !settings.current().isEmpty());
        settings.close();
        settings.close();

        assertThat(settings.current()).isEqualTo(Map.of("a", "1"));
    }
}
