package io.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    @Test
    void describesTheCatalogue() throws IOException {
        String document = Files.readString(Path.of("../docs/metrics.md"));

        assertThat(document).as("docs/metrics.md is to be:\n%s", Catalogue.markdown()).isEqualTo(Catalogue.markdown());
    }
}
