package io.fairlead.audit;

import io.fairlead.metrics.AuditMetric;
import io.fairlead.metrics.Meters;

/** Counts what becomes of audit lines at one output. Safe for use by any thread. */
public interface AuditCounts {
    /** Counts nothing. */
    AuditCounts NONE = new AuditCounts() {
        @Override
        public void written(long lines) {
            // Nobody looks.
        }

        @Override
        public void lost(long lines) {
            // Nobody looks.
        }
    };

    /**
     * Lines were written.
     *
     * @param lines how many
     */
    void written(long lines);

    /**
     * Lines will never be written.
     *
     * @param lines how many
     */
    void lost(long lines);

    /**
     * Makes the meters of an output.
     *
     * @param meters of the process
     * @param output names it
     * @return what counts for it
     */
    static AuditCounts of(Meters meters, String output) {
        Meters.Count written = meters.counter(AuditMetric.LINES, output, "written");
        Meters.Count lost = meters.counter(AuditMetric.LINES, output, "lost");
        return new AuditCounts() {
            @Override
            public void written(long lines) {
                written.add(lines);
            }

            @Override
            public void lost(long lines) {
                lost.add(lines);
            }
        };
    }
}
