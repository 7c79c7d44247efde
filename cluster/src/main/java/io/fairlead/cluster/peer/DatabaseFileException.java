package io.fairlead.cluster.peer;

import java.nio.file.Path;

/** A database file that can't be used. The message names the file, what is wrong and what is expected. */
public final class DatabaseFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFileException(Path database, String problem, Throwable cause) {
        super("database: " + database + ": " + problem
                + " (expected: a SQLite file that can be written, with the table 'peer' of hbbs, or no file yet)",
                cause);
    }
}
