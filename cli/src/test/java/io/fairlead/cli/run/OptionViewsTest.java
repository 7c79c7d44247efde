package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsLoader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionViewsTest {
    @TempDir
    private Path directory;

    @Test
    void noSecretIsShownByWhicheverOptionItCame() throws Exception {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.put(Setting.KEY, "SECRET-of-the-key");
        flags.put(Setting.REDIS, "redis://user:SECRET-of-url@redis:6379");
        flags.put(Setting.REDIS_PASSWORD, "SECRET-of-redis");
        flags.put(Setting.CLUSTER_SECRET, "SECRET-of-the-cluster");
        flags.put(Setting.API_SERVER, "https://api.example.com/x?token=SECRET-of-query");
        flags.put(Setting.AUDIT_WEBHOOK, "https://hooks.example.com/SECRET-of-path");
        flags.put(Setting.AUDIT_WEBHOOK_SECRET, "SECRET-of-the-webhook");
        var views = OptionViews.of(new SettingsLoader(directory, Map.of()).load(Role.STANDALONE, flags));

        assertThat(views.toString()).doesNotContain("SECRET");
        assertThat(views).filteredOn(view -> view.name().equals("redis")).singleElement()
                .extracting(view -> view.value()).isEqualTo("redis://***@redis:6379");
        assertThat(views).filteredOn(view -> view.name().equals("admin-port")).singleElement()
                .extracting(view -> view.value()).isEqualTo("-1");
        assertThat(views).hasSize(Setting.values().length);
    }

    @Test
    void everyOptionWhoseNameSaysSoIsSecret() {
        for (Setting setting : Setting.values()) {
            if (setting.label().matches(".*(secret|password|token)")) {
                assertThat(OptionViews.isSecret(setting.label())).as(setting.label()).isTrue();
            }
        }
    }
}
