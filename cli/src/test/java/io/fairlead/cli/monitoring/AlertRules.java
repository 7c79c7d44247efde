package io.fairlead.cli.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The alerts in {@code grafana/alerts}, each on the lines that its file gives it. */
public final class AlertRules {
    public static final Path FILE = Path.of("../grafana/alerts/fairlead.yml");
    static final Path TESTS = Path.of("../grafana/alerts/fairlead.test.yml");

    private static final Pattern ALERT = Pattern.compile(
            "- alert: (\\w+)\\n\\s+expr: '(.*)'\\n\\s+for: \\w+\\n\\s+labels: \\{severity: (?:critical|warning)\\}\\n"
                    + "\\s+annotations:\\n\\s+summary: '(.*)'\\n\\s+runbook_url: (\\S+)\\n");

    private AlertRules() {}

    /** One alert. */
    public record Alert(String name, String expression, String runbook) {}

    public static List<Alert> all() throws IOException {
        String text = Files.readString(FILE);
        List<Alert> alerts = ALERT.matcher(text).results().map(AlertRules::alert).toList();
        long declared = text.lines().filter(line -> line.contains("alert:")).count();
        if (alerts.size() != declared) {
            throw new AssertionError(FILE + ": " + declared + " alerts, of which " + alerts.size()
                    + " are written as expected: alert, expr, for, labels, annotations with summary and runbook_url");
        }
        return alerts;
    }

    private static Alert alert(MatchResult found) {
        return new Alert(found.group(1), found.group(2), found.group(4));
    }
}
