package io.fairlead.cli.monitoring;

import io.fairlead.metrics.Catalogue;
import io.fairlead.metrics.MetricEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a PromQL expression asks for, and whether the catalogue has it. */
public final class PromQuery {
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern
            .compile("\\b(?:by|without|on|ignoring|group_left)\\s*\\(([^)]*)\\)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Pattern VALUES = Pattern.compile("[\\w.]+(\\|[\\w.]+)*");

    /** Of every scraped series, and Prometheus' own about each scrape. */
    private static final Set<String> SCRAPED = Set.of("job", "instance");

    private static final Set<String> WORDS = Set.of(
            "sum", "min", "max", "avg", "count", "rate", "increase", "histogram_quantile", "by", "on", "group_left",
            "and", "or",
            "time", "avg_over_time");

    private final String expression;

    public PromQuery(String expression) {
        this.expression = expression;
    }

    /** The selectors in it, as queries of their own. */
    public List<String> selectors() {
        return SELECTOR.matcher(expression).results().map(result -> result.group()).distinct().toList();
    }

    /** What is wrong with it; empty = nothing. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>(SCRAPED);
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            known.addAll(check(selector.group(1), selector.group(2), mistakes));
        }
        Matcher grouping = GROUPING.matcher(expression);
        while (grouping.find()) {
            Stream.of(grouping.group(1).split("\\s*,\\s*"))
                    .filter(label -> !known.contains(label))
                    .forEach(label -> mistakes.add("no metric in it has the label " + label));
        }
        String rest = GROUPING.matcher(SELECTOR.matcher(expression).replaceAll(" ")).replaceAll(" by ")
                .replaceAll("\\[[^]]*]|\\$\\w+|\\b\\d[\\w.]*", " ");
        WORD.matcher(rest).results().map(result -> result.group())
                .filter(word -> !WORDS.contains(word))
                .forEach(word -> mistakes.add("neither a function known here nor a metric with {...}: " + word));
        return mistakes;
    }

    private static Set<String> check(String name, String matchers, List<String> mistakes) {
        Map<String, MetricEntry> series = Catalogue.series();
        if (!series.containsKey(name)) {
            if (!name.equals("up")) {
                mistakes.add("not in the catalogue: " + name);
            }
            return SCRAPED;
        }
        Map<String, Set<String>> labels = series.get(name).labels().stream()
                .collect(Collectors.toMap(label -> label.name(), label -> Set.copyOf(label.values())));
        Matcher matcher = MATCHER.matcher(matchers);
        while (matcher.find()) {
            String label = matcher.group(1);
            String values = matcher.group(3);
            if (SCRAPED.contains(label)) {
                continue;
            }
            if (label.equals("le") && name.endsWith("_bucket")) {
                if (!series.get(name).buckets().contains(Double.valueOf(values))) {
                    mistakes.add(name + " has no bucket " + values);
                }
            } else if (!labels.containsKey(label)) {
                mistakes.add(name + " has no label " + label);
            } else if (!VALUES.matcher(values).matches()) {
                mistakes.add(name + ": " + label + " " + values + " (expected: value|value)");
            } else {
                Stream.of(values.split("\\|"))
                        .filter(value -> !labels.get(label).isEmpty() && !labels.get(label).contains(value))
                        .forEach(value -> mistakes.add(name + " has no " + label + "=" + value));
            }
        }
        return Stream.concat(labels.keySet().stream(), name.endsWith("_bucket") ? Stream.of("le") : Stream.empty())
                .collect(Collectors.toSet());
    }
}
