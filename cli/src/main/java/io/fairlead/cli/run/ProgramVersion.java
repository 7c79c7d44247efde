package io.fairlead.cli.run;

import java.util.Optional;

/** Which Fairlead this is. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /**
     * Says so.
     *
     * @return as the jar's manifest has it; {@code development} in a build directory, which has none
     */
    public static String get() {
        return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
