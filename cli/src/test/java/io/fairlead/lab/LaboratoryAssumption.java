package io.fairlead.lab;

import io.fairlead.load.lab.Requirements;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Tests that need network namespaces are skipped where there are none, so that nobody overlooks it. */
final class LaboratoryAssumption {
    private LaboratoryAssumption() {}

    static void check() {
        List<String> missing = Requirements.missing();
        if (!missing.isEmpty()) {
            String text = "THE LABORATORY IS NOT TESTED HERE. Missing: " + String.join("; ", missing);
            String frame = "#".repeat(100);
            System.err.println(frame + "\n# " + text + "\n" + frame);
            Assumptions.abort(text);
        }
    }
}
