package io.fairlead.lab;

import io.fairlead.load.lab.Requirements;
import org.junit.jupiter.api.Assumptions;

/** Tests that need network namespaces are skipped where there are none, so that nobody overlooks it. */
public final class LaboratoryAssumption {
    private LaboratoryAssumption() {}

    /** Aborts the test, with a banner, where a laboratory cannot be built. */
    public static void check() {
        Requirements.notice().ifPresent(missing -> {
            String frame = "#".repeat(100);
            System.err.println(frame + "\n# NOT TESTED HERE: " + missing + "\n" + frame);
            Assumptions.abort(missing);
        });
    }
}
