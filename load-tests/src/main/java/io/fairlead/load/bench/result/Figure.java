package io.fairlead.load.bench.result;

/**
 * Something that is measured.
 *
 * @param key     names it in JSON: lower case, words joined by underscores, the unit last
 * @param name    names it to a reader
 * @param unit    for example {@code s/GB}
 * @param compare whether a ratio to another server says something; less is better then
 * @param meaning one sentence
 */
public record Figure(String key, String name, String unit, boolean compare, String meaning) {
    /** Checks the key. */
    public Figure {
        if (!key.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("key: " + key + " (expected: lower case, digits and underscores)");
        }
    }

    /**
     * Makes one by which servers are compared.
     *
     * @param key     as the record's
     * @param name    as the record's
     * @param unit    as the record's
     * @param meaning as the record's
     * @return the figure, of which less is better
     */
    public static Figure cost(String key, String name, String unit, String meaning) {
        return new Figure(key, name, unit, true, meaning);
    }

    /**
     * Makes one that tells under which circumstances a cost was measured.
     *
     * @param key     as the record's
     * @param name    as the record's
     * @param unit    as the record's
     * @param meaning as the record's
     * @return the figure
     */
    public static Figure condition(String key, String name, String unit, String meaning) {
        return new Figure(key, name, unit, false, meaning);
    }
}
