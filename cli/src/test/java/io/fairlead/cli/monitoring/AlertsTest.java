package io.fairlead.cli.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.monitoring.AlertRules.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsTest {
    static List<Alert> alerts() throws IOException {
        return AlertRules.all();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void asksForWhatTheCatalogueHas(Alert alert) {
        assertThat(new PromQuery(alert.expression()).mistakes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void leadsToItsPartOfTheRunbooks(Alert alert) throws IOException {
        Set<String> anchors = Files.readAllLines(Path.of("../docs/runbooks.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(alert.runbook()).startsWith("docs/runbooks.md#");
        assertThat(anchors).contains(alert.runbook().substring(alert.runbook().indexOf('#') + 1));
        assertThat(Files.readString(Path.of("../docs/runbooks.md"))).contains("`" + alert.name() + "`");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void hasACaseThatFiresAndOneThatStaysSilent(Alert alert) throws IOException {
        String[] cases = Files.readString(AlertRules.TESTS).split("\\n  - name: ");
        assertThat(cases).anySatisfy(each -> assertThat(each).startsWith(alert.name() + " fires\n")
                .contains("alertname: " + alert.name(), "exp_labels:"));
        assertThat(cases).anySatisfy(each -> assertThat(each).startsWith(alert.name() + " stays silent\n")
                .contains("alertname: " + alert.name(), "exp_alerts: []"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "check rules grafana/alerts/fairlead.yml",
            "test rules grafana/alerts/fairlead.test.yml",
            "check config grafana/prometheus.yml"
    })
    void prometheusAgrees(String words) throws Exception {
        Installed.assume("promtool");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words.split(" ")));
        Process promtool = new ProcessBuilder(command)
                .directory(Path.of("..").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @Test
    void allThatIsToWakeSomebodyIsThere() throws IOException {
        assertThat(AlertRules.all().stream().map(Alert::name)).contains(
                "FairleadNoRelayAvailable", "FairleadOneLeggedSessionsRising", "FairleadIntroductionsFailing",
                "FairleadNodeDown", "FairleadRedisSlow", "FairleadDescriptorsShort", "FairleadCertificateEnds",
                "FairleadMasqueradeSuspected", "FairleadVersionSkew", "FairleadDrainStuck");
    }
}
