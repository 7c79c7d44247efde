package io.fairlead.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of what Fairlead consists of (CycloneDX), which the image and the Debian package carry. */
class SbomIT {
    private static JsonObject sbom;

    @BeforeAll
    static void read() throws Exception {
        sbom = JsonParser.parseString(Files.readString(Path.of("target/doc/fairlead.cdx.json"))).getAsJsonObject();
    }

    private static Stream<JsonObject> components() {
        return sbom.getAsJsonArray("components").asList().stream().map(JsonElement::getAsJsonObject);
    }

    /** As the file of a component is called on the class path. */
    private static String jar(JsonObject component) {
        String purl = component.get("purl").getAsString();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceFirst(".*classifier=([^&]*).*", "$1") : "";
        return component.get("name").getAsString() + "-" + component.get("version").getAsString() + classifier + ".jar";
    }

    @Test
    void namesEveryJarOfTheClassPathAndNoOther() throws Exception {
        JsonObject self = sbom.getAsJsonObject("metadata").getAsJsonObject("component");
        Set<String> named = Stream.concat(Stream.of(self), components()).map(SbomIT::jar).collect(Collectors.toSet());
        try (Stream<Path> jars = Files.list(Path.of("target/fairlead/lib"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
            assertThat(named).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void saysOfEachUnderWhichLicenceAndHowItIsRecognized() {
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.has("licenses")).as(jar(component)).isTrue();
            assertThat(component.getAsJsonArray("hashes")).as(jar(component)).isNotEmpty();
        });
    }
}
