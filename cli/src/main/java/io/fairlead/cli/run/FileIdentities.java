package io.fairlead.cli.run;

import io.fairlead.cli.admin.node.Identities;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.enrolment.EnrolmentFile;
import io.fairlead.cluster.peer.IdentityList;
import io.fairlead.cluster.peer.IdentityPage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Devices in the files of a data directory, which are opened for each command, as the operators' own commands do. */
record FileIdentities(Path directory, Path database) implements Identities {
    @Override
    public IdentityPage page(String prefix, String after, int most) throws IOException {
        try {
            return IdentityList.page(database, prefix, after, most);
        } catch (SQLException e) {
            throw new IOException(database + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean delete(String id) throws IOException {
        try {
            return IdentityList.delete(database, id);
        } catch (SQLException e) {
            throw new IOException(database + ": " + e.getMessage(), e);
        }
    }

    @Override
    public <R> R book(Work<R> work) throws EnrolmentBookException {
        try (EnrolmentBook book = EnrolmentFile.open(directory)) {
            return work.with(book);
        }
    }
}
