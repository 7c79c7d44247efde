package io.fairlead.cluster.peer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/** Reads what operators write in {@code DB_URL}. Protocol section 13. */
public final class DatabaseLocation {
    /** The file's name where nothing is written. */
    public static final String DEFAULT = "db_v2.sqlite3";

    private static final String SCHEME = "sqlite:";
    private static final Set<String> MODES = Set.of("", "mode=rwc", "mode=rw");

    private DatabaseLocation() {}

    /**
     * Finds the file.
     *
     * @param url       a path, {@code sqlite:PATH} or {@code sqlite://PATH}, the latter two percent-encoded and with
     *                  {@code ?mode=rwc} or {@code ?mode=rw} at most; blank for {@value #DEFAULT}
     * @param directory where relative paths begin
     * @return the file, absolute
     * @throws IllegalArgumentException when it is no path to a file; the message names the value and what is expected
     */
    public static Path parse(String url, Path directory) {
        String text = url.strip();
        if (text.isEmpty()) {
            return resolve(url, DEFAULT, directory);
        }
        if (!text.startsWith(SCHEME)) {
            if (text.contains("://") || text.equals(":memory:")) {
                throw invalid(url);
            }
            return resolve(url, text, directory);
        }
        String rest = text.substring(SCHEME.length());
        String located = rest.startsWith("//") ? rest.substring(2) : rest;
        int question = located.indexOf('?');
        String path = question < 0 ? located : located.substring(0, question);
        String query = question < 0 ? "" : located.substring(question + 1);
        if (path.isEmpty() || path.equals(":memory:") || !MODES.contains(query)) {
            throw invalid(url);
        }
        try {
            // The decoder is for forms, where '+' is a blank; in a URL's path it is itself.
            return resolve(url, URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8), directory);
        } catch (IllegalArgumentException e) {
            throw invalid(url);
        }
    }

    private static Path resolve(String url, String path, Path directory) {
        try {
            return directory.resolve(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw invalid(url);
        }
    }

    private static IllegalArgumentException invalid(String url) {
        return new IllegalArgumentException("DB_URL: '" + url
                + "' (expected: a file's path, or sqlite://PATH without parameters other than mode=rwc)");
    }
}
