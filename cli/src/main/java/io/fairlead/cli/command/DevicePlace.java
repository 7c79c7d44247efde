package io.fairlead.cli.command;

import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.enrolment.EnrolmentFile;
import io.fairlead.cluster.peer.IdentityList;
import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.cluster.redis.RedisEnrolmentBook;
import io.fairlead.cluster.redis.RedisIdentityList;
import io.fairlead.cluster.redis.RedisStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** Where devices are stored, and what the operator says of them: a server's files or a cluster's Redis. */
interface DevicePlace extends AutoCloseable {
    /** A command does not wait for a Redis that is to be started yet. */
    Duration REDIS_PATIENCE = Duration.ofSeconds(3);

    EnrolmentBook book();

    /** Gives out all devices that are stored, by their ids. */
    void list(Consumer<IdentityList.Stored> shown) throws SQLException;

    /** Deletes a device's identity; false when it is not stored. */
    boolean delete(String id) throws SQLException;

    @Override
    default void close() throws EnrolmentBookException {
        book().close();
    }

    static DevicePlace inFiles(Path directory, Path database) throws EnrolmentBookException {
        return new Files(EnrolmentFile.open(directory), database);
    }

    static DevicePlace inRedis(RedisConfig config) throws InterruptedException {
        RedisStore store = RedisStore.connect(config, REDIS_PATIENCE);
        return new Redis(new RedisEnrolmentBook(store), new RedisIdentityList(store));
    }

    /** A data directory. */
    record Files(EnrolmentBook book, Path database) implements DevicePlace {
        @Override
        public void list(Consumer<IdentityList.Stored> shown) throws SQLException {
            IdentityList.list(database, shown);
        }

        @Override
        public boolean delete(String id) throws SQLException {
            return IdentityList.delete(database, id);
        }
    }

    /** A cluster's Redis. */
    record Redis(EnrolmentBook book, RedisIdentityList identities) implements DevicePlace {
        @Override
        public void list(Consumer<IdentityList.Stored> shown) {
            identities.list(shown);
        }

        @Override
        public boolean delete(String id) {
            return identities.delete(id);
        }
    }
}
