package io.fairlead.audit;

import java.net.InetSocketAddress;

/**
 * What is noted for ever. Every part is fit to be kept and passed on: no uuid, key, token or payload; text from the
 * network has been made printable and short by who notes it. The fields' names are stable, see {@code docs/audit.md}.
 */
public sealed interface AuditEvent {
    /** Takes the fields of an event, in their order. */
    interface Fields {
        /**
         * A text.
         *
         * @param name  of the field
         * @param value its value
         */
        void text(String name, String value);

        /**
         * A number.
         *
         * @param name  of the field
         * @param value its value
         */
        void number(String name, long value);

        /**
         * An address.
         *
         * @param name  of the field
         * @param value resolved; written as {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}
         */
        default void address(String name, InetSocketAddress value) {
            String host = value.getAddress() == null ? value.getHostString() : value.getAddress().getHostAddress();
            text(name, (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + value.getPort());
        }
    }

    /**
     * Names the kind of event.
     *
     * @return lower case, words joined by underscores
     */
    String type();

    /**
     * Gives the fields out.
     *
     * @param to takes them
     */
    void fields(Fields to);

    /**
     * Says whether somebody did not get what they wanted. Strangers can cause any number of such events.
     *
     * @return true when so
     */
    default boolean isRefusal() {
        return false;
    }

    /**
     * A device was registered, changed, or left.
     *
     * @param id        the device
     * @param from      where it is
     * @param transport udp, tcp or websocket
     * @param outcome   created, key_changed, address_changed, resumed, moved or offline
     */
    record Registration(String id, InetSocketAddress from, String transport, String outcome) implements AuditEvent {
        @Override
        public String type() {
            return "registration";
        }

        @Override
        public void fields(Fields to) {
            to.text("id", id);
            to.address("from", from);
            to.text("transport", transport);
            to.text("outcome", outcome);
        }
    }

    /**
     * A device asked for another id.
     *
     * @param id      the one that it had
     * @param newId   the one that it wants
     * @param from    where it is
     * @param outcome what it was told, ok when it has the new one
     */
    record IdChange(String id, String newId, InetSocketAddress from, String outcome) implements AuditEvent {
        @Override
        public String type() {
            return "id_change";
        }

        @Override
        public void fields(Fields to) {
            to.text("id", id);
            to.text("new_id", newId);
            to.address("from", from);
            to.text("outcome", outcome);
        }
    }

    /**
     * Who has found whom, and how they meet.
     *
     * @param from       the requester, of which the protocol tells no id
     * @param to         the device
     * @param plan       how they were to meet
     * @param reason     why a relay; empty when none
     * @param outcome    how it ended
     * @param fromNet    the requester's network
     * @param toNet      the device's
     * @param sameSite   whether both are at one site, and why
     * @param relay      the relay they were sent to; empty when none
     * @param relayFrom  its address as the requester was told it
     * @param relayTo    as the device was told it
     * @param durationMs from the first request to the end
     */
    record Introduction(
            InetSocketAddress from,
            String to,
            String plan,
            String reason,
            String outcome,
            String fromNet,
            String toNet,
            String sameSite,
            String relay,
            String relayFrom,
            String relayTo,
            long durationMs) implements AuditEvent {
        /** How one ends that brought both sides together. */
        private static final String ANSWERED = "answered";

        @Override
        public String type() {
            return "introduction";
        }

        @Override
        public boolean isRefusal() {
            return !outcome.equals(ANSWERED);
        }

        @Override
        public void fields(Fields to) {
            to.address("from", from);
            to.text("to", this.to);
            to.text("plan", plan);
            to.text("reason", reason);
            to.text("outcome", outcome);
            to.text("from_network", fromNet);
            to.text("to_network", toNet);
            to.text("same_site", sameSite);
            to.text("relay", relay);
            to.text("relay_for_from", relayFrom);
            to.text("relay_for_to", relayTo);
            to.number("duration_ms", durationMs);
        }
    }

    /**
     * Two legs at a relay.
     *
     * @param number counts the relay's sessions and hops
     * @param hop    whether the second leg is a connection to the relay that counts the session
     * @param id     the device; empty when neither side named it
     * @param first  where the side is that came first
     * @param second where the other one is
     * @param kinds  how both are connected, first-second
     */
    record Legs(long number, boolean hop, String id, InetSocketAddress first, InetSocketAddress second, String kinds) {
        private void fields(Fields to) {
            to.number("session", number);
            to.text("role", hop ? "hop" : "session");
            to.text("id", id);
            to.address("first", first);
            to.address("second", second);
            to.text("kinds", kinds);
        }
    }

    /**
     * A relay session began.
     *
     * @param legs who
     */
    record SessionBegan(Legs legs) implements AuditEvent {
        @Override
        public String type() {
            return "session_began";
        }

        @Override
        public void fields(Fields to) {
            legs.fields(to);
        }
    }

    /**
     * A relay session ended.
     *
     * @param legs          who
     * @param bytesToSecond from first to second
     * @param bytesToFirst  from second to first
     * @param bytesSpliced  of both, those that the kernel moved without copying
     * @param path          that the last bytes took
     * @param durationMs    from begin to end
     * @param reason        why it ended
     */
    record SessionEnded(
            Legs legs,
            long bytesToSecond,
            long bytesToFirst,
            long bytesSpliced,
            String path,
            long durationMs,
            String reason) implements AuditEvent {
        @Override
        public String type() {
            return "session_ended";
        }

        @Override
        public void fields(Fields to) {
            legs.fields(to);
            to.number("bytes_to_second", bytesToSecond);
            to.number("bytes_to_first", bytesToFirst);
            to.number("bytes_spliced", bytesSpliced);
            to.text("path", path);
            to.number("duration_ms", durationMs);
            to.text("reason", reason);
        }
    }

    /**
     * Somebody was refused.
     *
     * @param at     registration, rendezvous, relay or relay_peer
     * @param from   where it came from
     * @param id     the id that it named; empty when none
     * @param reason why
     */
    record Refusal(String at, InetSocketAddress from, String id, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "refusal";
        }

        @Override
        public boolean isRefusal() {
            return true;
        }

        @Override
        public void fields(Fields to) {
            to.text("at", at);
            to.address("from", from);
            to.text("id", id);
            to.text("reason", reason);
        }
    }

    /**
     * Somebody used the administration API.
     *
     * @param who     the name of the token; empty when it had none that counts
     * @param from    where the call came from
     * @param action  the operation's name
     * @param target  what it was about: a device, a node, a node's session; empty when nothing
     * @param details what was asked for, without secrets; empty when nothing
     * @param status  of HTTP
     * @param outcome ok, or why not
     */
    record Administration(
            String who,
            InetSocketAddress from,
            String action,
            String target,
            String details,
            int status,
            String outcome) implements AuditEvent {
        @Override
        public String type() {
            return "administration";
        }

        @Override
        public void fields(Fields to) {
            to.text("who", who);
            to.address("from", from);
            to.text("action", action);
            to.text("target", target);
            to.text("details", details);
            to.number("status", status);
            to.text("outcome", outcome);
        }
    }

    /**
     * Events were not noted, so that who reads knows that something is missing.
     *
     * @param count  how many
     * @param reason queue_full, or too_many_refusals
     */
    record Lost(long count, String reason) implements AuditEvent {
        @Override
        public String type() {
            return "lost";
        }

        @Override
        public void fields(Fields to) {
            to.number("count", count);
            to.text("reason", reason);
        }
    }
}
