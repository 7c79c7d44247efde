package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Breaks what is well, in one place at a time, and sees that it is found. */
class MistakesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/mistakes.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
    void isFound(String check, String overlay, String object, String path, String value, String message) {
        Combination broken = broken(Renderings.of(overlay), object, path, value == null ? "" : value);
        assertThat(mistakes(check, broken)).anySatisfy(found -> assertThat(found).contains(message));
    }

    private static List<String> mistakes(String check, Combination all) {
        return switch (check) {
            case "typed" -> TypedModels.mistakes(all);
            case "references" -> References.mistakes(all);
            case "policies" -> Policies.mistakes(all);
            case "hardening" -> Hardening.mistakes(all);
            case "options" -> Options.mistakes(all);
            default -> throw new IllegalArgumentException(check);
        };
    }

    private static Combination broken(Combination all, String object, String path, String value) {
        List<KubeObject> objects = new ArrayList<>();
        int changed = 0;
        for (KubeObject each : all.objects()) {
            KubeObject copy = each.copy();
            if (object.equals(each.kind() + "/" + KubeObject.withoutHash(each.name()))) {
                change(copy.json(), List.of(path.split("/")), value);
                changed++;
            }
            objects.add(copy);
        }
        assertThat(changed).as("objects %s", object).isEqualTo(1);
        return new Combination(objects);
    }

    /** Sets a value, or removes it when there is none to set. */
    private static void change(JsonElement in, List<String> path, String value) {
        JsonElement parent = in;
        for (String step : path.subList(0, path.size() - 1)) {
            JsonElement next = parent.isJsonArray()
                    ? parent.getAsJsonArray().get(Integer.parseInt(step))
                    : parent.getAsJsonObject().get(step.replace('~', '/'));
            assertThat(next).as("%s of %s", step, path).isNotNull();
            parent = next;
        }
        String last = path.getLast().replace('~', '/');
        if (parent instanceof JsonArray array) {
            if (value.isEmpty()) {
                array.remove(Integer.parseInt(last));
            } else {
                array.set(Integer.parseInt(last), JsonParser.parseString(value));
            }
        } else {
            JsonObject object = parent.getAsJsonObject();
            if (value.isEmpty()) {
                assertThat(object.remove(last)).as("%s", path).isNotNull();
            } else {
                object.add(last, JsonParser.parseString(value));
            }
        }
    }
}
