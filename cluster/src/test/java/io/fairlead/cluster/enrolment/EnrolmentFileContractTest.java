package io.fairlead.cluster.enrolment;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentFileContractTest extends EnrolmentContract {
    @TempDir
    private Path directory;

    @Override
    protected EnrolmentBook openBook() throws Exception {
        return EnrolmentFile.open(directory);
    }

    @Override
    protected EnrolmentRegistry openRegistry() throws Exception {
        return new EnrolmentWatch(directory);
    }
}
