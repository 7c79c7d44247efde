package io.fairlead.cli.option;

import java.util.List;

/** Options can't be used. Holds all mistakes, each naming option, source, value and what is expected. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    /**
     * Tells mistakes.
     *
     * @param mistakes at least one
     */
    public SettingsException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * Lists them.
     *
     * @return one line each
     */
    public List<String> mistakes() {
        return mistakes;
    }
}
