package io.fairlead.cluster.redis;

/** What others learn of Redis. Called on the client's threads; must return at once. */
public interface RedisEvents {
    /** Tells nobody. */
    RedisEvents NONE = new RedisEvents() {
        @Override
        public void answered(Command command, long nanos) {
            // Nobody asked.
        }

        @Override
        public void failed() {
            // Nobody asked.
        }
    };

    /** Kinds of commands that take their own times. */
    enum Command {
        /** A script of ours, which is one transition. */
        SCRIPT,
        /** Waiting for replicas. */
        WAIT,
        /** Asking whether Redis is there. */
        PING,
        /** All else. */
        OTHER
    }

    /**
     * Redis has answered.
     *
     * @param command which kind of command
     * @param nanos   from its sending to the end of the answer, in nanoseconds
     */
    void answered(Command command, long nanos);

    /** A script was refused, failed, or not answered in time. */
    void failed();
}
