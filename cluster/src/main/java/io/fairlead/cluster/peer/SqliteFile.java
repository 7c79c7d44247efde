package io.fairlead.cluster.peer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens connections to one database file. With a write-ahead log, readers and the writer do not wait for each other;
 * hbbs uses one too. FULL makes a commit wait until the log is on the disk, so that it survives a loss of power.
 *
 * @param path        the file
 * @param busyTimeout how long a statement waits for another process's lock
 */
record SqliteFile(Path path, Duration busyTimeout) {

    /** Opens the file, makes it where there is none. */
    Connection create() throws SQLException {
        return connect(new SQLiteConfig());
    }

    /** Opens the file; one that vanished is an error, or else every device would be unknown from now on. */
    Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return connect(config);
    }

    private Connection connect(SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        // The driver would ask for a row's number after each statement, and the table has none.
        config.setGetGeneratedKeys(false);
        // A file: URI, because a plain name is cut at its first '?'.
        return config.createConnection("jdbc:sqlite:" + path.toUri());
    }
}
