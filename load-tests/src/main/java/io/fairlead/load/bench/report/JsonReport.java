package io.fairlead.load.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.load.bench.result.BenchResult;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Percentile;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.bench.result.Spread;
import java.util.List;
import java.util.Map;

/** All values, for programs: each round's too. */
public final class JsonReport {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonReport() {}

    /**
     * Writes all.
     *
     * @param result what was measured
     * @return one object
     */
    public static String of(BenchResult result) {
        JsonObject root = new JsonObject();
        root.add("environment", texts(result.environment()));
        root.add("cautions", texts(result.cautions()));
        root.addProperty("reference", result.reference());
        JsonArray scenarios = new JsonArray();
        result.scenarios().forEach(scenario -> scenarios.add(scenario(scenario, result.reference())));
        root.add("scenarios", scenarios);
        return GSON.toJson(root) + "\n";
    }

    private static JsonObject texts(Map<String, String> texts) {
        JsonObject object = new JsonObject();
        texts.forEach(object::addProperty);
        return object;
    }

    private static JsonArray texts(Iterable<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObject scenario(ScenarioResult scenario, String reference) {
        JsonObject object = new JsonObject();
        object.addProperty("name", scenario.name());
        object.addProperty("title", scenario.title());
        object.add("plan", texts(scenario.plan()));
        JsonArray figures = new JsonArray();
        for (Figure figure : scenario.figures()) {
            JsonObject one = new JsonObject();
            one.addProperty("key", figure.key());
            one.addProperty("name", figure.name());
            one.addProperty("unit", figure.unit());
            one.addProperty("meaning", figure.meaning());
            figures.add(one);
        }
        object.add("figures", figures);
        JsonArray targets = new JsonArray();
        scenario.series().forEach(series -> targets.add(series(scenario, series, reference)));
        object.add("targets", targets);
        return object;
    }

    private static JsonObject series(ScenarioResult scenario, Series series, String reference) {
        JsonObject object = new JsonObject();
        object.addProperty("target", series.target());
        JsonObject figures = new JsonObject();
        for (Figure figure : scenario.figures()) {
            Spread spread = series.spread(figure);
            JsonObject one = new JsonObject();
            one.addProperty("median", spread.median());
            one.addProperty("min", spread.least());
            one.addProperty("max", spread.most());
            scenario.ratio(figure, series, reference).ifPresent(ratio -> one.addProperty("ratio", ratio));
            figures.add(figure.key(), one);
        }
        object.add("figures", figures);
        object.add("delays", delays(series.delays()));
        JsonArray rounds = new JsonArray();
        for (Sample sample : series.samples()) {
            JsonObject values = new JsonObject();
            sample.values().forEach(values::addProperty);
            JsonObject round = new JsonObject();
            round.add("values", values);
            round.add("warnings", texts(sample.warnings()));
            rounds.add(round);
        }
        object.add("rounds", rounds);
        return object;
    }

    private static JsonArray delays(List<Percentile> points) {
        JsonArray array = new JsonArray();
        for (Percentile point : points) {
            JsonObject one = new JsonObject();
            one.addProperty("percent", point.percent());
            one.addProperty("micros", point.micros());
            array.add(one);
        }
        return array;
    }
}
