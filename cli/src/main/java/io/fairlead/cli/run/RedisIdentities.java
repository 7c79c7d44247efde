package io.fairlead.cli.run;

import io.fairlead.cli.admin.node.Identities;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.peer.IdentityPage;
import io.fairlead.cluster.redis.RedisEnrolmentBook;
import io.fairlead.cluster.redis.RedisIdentityList;
import io.fairlead.cluster.redis.RedisStore;
import io.fairlead.cluster.redis.RedisUnreachableException;
import java.io.IOException;

/** Devices in a Redis, by the connection of the process. */
final class RedisIdentities implements Identities {
    private final RedisIdentityList list;
    private final EnrolmentBook book;

    RedisIdentities(RedisStore store) {
        this.list = new RedisIdentityList(store);
        // Not to be closed, as the connection is not its own.
        this.book = new RedisEnrolmentBook(store);
    }

    @Override
    public IdentityPage page(String prefix, String after, int most) throws IOException {
        try {
            return list.page(prefix, after, most);
        } catch (RedisUnreachableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean delete(String id) throws IOException {
        try {
            return list.delete(id);
        } catch (RedisUnreachableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public <R> R book(Work<R> work) throws EnrolmentBookException {
        return work.with(book);
    }
}
