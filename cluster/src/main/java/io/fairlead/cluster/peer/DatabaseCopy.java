package io.fairlead.cluster.peer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Copies a SQLite file of ours, or of hbbs, while servers and commands use it. Blocks. */
public final class DatabaseCopy {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private DatabaseCopy() {}

    /**
     * Copies the file as it is at one moment: with all that was committed before the call, and of what is committed
     * later each transaction as a whole or not at all. Writers neither wait nor make it begin anew. The copy is one
     * file, checked, and on the disk.
     *
     * @param from the file
     * @param to   does not exist
     * @throws SQLException when the file cannot be read, the copy cannot be written, or is damaged, as it is when the
     *                      file is
     * @throws IOException  when the copy exists already or cannot be forced to the disk
     */
    public static void copy(Path from, Path to) throws SQLException, IOException {
        if (Files.exists(to)) {
            throw new IOException(to + ": exists already (expected: no such file)");
        }
        // Not by pages, as a backup of SQLite's own is: each commit of another process would make that begin anew.
        try (Connection connection = new SqliteFile(from, BUSY).open();
                PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, to.toAbsolutePath().toString());
            copy.execute();
        }
        check(to);
        try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    private static void check(Path copy) throws SQLException {
        try (Connection connection = new SqliteFile(copy, BUSY).open();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("pragma integrity_check")) {
            String first = found.next() ? found.getString(1) : "no answer";
            if (!first.equals("ok")) {
                throw new SQLException(copy + ": " + first);
            }
        }
    }
}
