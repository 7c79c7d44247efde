package io.fairlead.cli.option;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * All options. Those that the open server has keep their names everywhere (protocol section 13); ours are called the
 * same with {@code FAIRLEAD_} before them in the environment, so that no stray variable sets them.
 */
public enum Setting {
    // @formatter:off
    CONFIG("config", "c", Roles.ALL, new ValueType.Text(), "FILE", "", "",
            "File of a=b lines with options."),
    BIND("bind", "b", Roles.ALL, new ValueType.Ip(), "IP", "", "",
            "Address to listen on; all when not set."),
    PORT("port", "p", Roles.ALL, new ValueType.Whole(2, 65_532), "PORT", "", "",
            "Rendezvous port P (21116); a relay's own port (21117). The other ports follow from it."),
    KEY("key", "k", Roles.ALL, new ValueType.Text(), "KEY", "", "",
            "Key that clients must present: - or _ for the key files, a secret key, or a public key. Not set: the key"
                    + " files for rendezvous and standalone, none for relay."),
    RELAY_SERVERS("relay-servers", "r", Roles.RENDEZVOUS, new ValueType.Hosts(), "HOSTS", "", "",
            "Relays, host[:port], separated by commas; the one beside the rendezvous server when not set."),
    RENDEZVOUS_SERVERS("rendezvous-servers", "R", Roles.RENDEZVOUS, new ValueType.Hosts(), "HOSTS", "", "",
            "Rendezvous servers that clients with a smaller serial are told."),
    SERIAL("serial", "s", Roles.RENDEZVOUS, new ValueType.Whole(0, Integer.MAX_VALUE), "N", "0", "",
            "Serial number of that list."),
    SOFTWARE_URL("software-url", "u", Roles.RENDEZVOUS, new ValueType.Text(), "URL", "", "",
            "Where a newer client is to be had, ending in its version."),
    RMEM("rmem", "M", Roles.RENDEZVOUS, new ValueType.Whole(0, Integer.MAX_VALUE), "BYTES", "0", "bytes",
            "Kernel's receive buffer of each UDP socket; 0 = the system's default, or 4 MiB with heartbeat-path kernel"
                    + " if the system allows it."),
    MASK("mask", "", Roles.RENDEZVOUS, new ValueType.Network(), "CIDR", "", "",
            "Addresses of the local network; relays are reached by local-ip from there."),
    LOCAL_IP("local-ip", "", Roles.RENDEZVOUS, new ValueType.Ip(), "IP", "", "",
            "Address of the relay inside mask; this machine's own when not set."),
    ALWAYS_USE_RELAY("always-use-relay", "", Roles.RENDEZVOUS, ValueType.Choice.of("y", "n"), "Y|N", "N", "",
            "Send every session through a relay."),
    DB_URL("db-url", "", Roles.RENDEZVOUS, new ValueType.Text(), "FILE", "db_v2.sqlite3", "",
            "SQLite file of identities, in the data directory unless absolute."),
    SINGLE_BANDWIDTH("single-bandwidth", "", Roles.RELAYS, new ValueType.Decimal(0, 1e6), "N", "128", "Mb/s",
            "Bandwidth of one session."),
    TOTAL_BANDWIDTH("total-bandwidth", "", Roles.RELAYS, new ValueType.Decimal(0, 1e6), "N", "1024", "Mb/s",
            "Bandwidth of all sessions of a relay."),
    LIMIT_SPEED("limit-speed", "", Roles.RELAYS, new ValueType.Decimal(0, 1e6), "N", "32", "Mb/s",
            "Bandwidth of a session that is held down."),
    DOWNGRADE_THRESHOLD("downgrade-threshold", "", Roles.RELAYS, new ValueType.Decimal(0, 1), "N", "0.66", "",
            "A session whose average is above this share of single-bandwidth is held down."),
    DOWNGRADE_START_CHECK("downgrade-start-check", "", Roles.RELAYS, new ValueType.Whole(0, 1_000_000_000), "N",
            "1800", "s",
            "Not before a session has lasted so long."),
    RUST_LOG("rust-log", "", Roles.ALL, new ValueType.Text(), "LEVEL", "", "",
            "As log-level, as the open server has it."),
    DATA_DIR("data-dir", "", Roles.ALL, new ValueType.Text(), "DIR", ".", "",
            "Where key files and database are."),
    PUBLIC_HOST("public-host", "", Roles.ALL, new ValueType.Host(), "HOST[:PORT]", "", "",
            "Name by which clients outside reach this server, and one port further the relay beside it; shown in the"
                    + " client configuration string."),
    LOG_LEVEL("log-level", "", Roles.ALL, ValueType.Choice.of("trace", "debug", "info", "warn", "error"), "LEVEL",
            "info", "",
            "What is logged."),
    LOG_FORMAT("log-format", "", Roles.ALL, ValueType.Choice.of("text", "json"), "text|json", "text", "",
            "How it is logged."),
    METRICS_BIND("metrics-bind", "", Roles.ALL, new ValueType.Ip(), "IP", "127.0.0.1", "",
            "Address of the metrics endpoint."),
    METRICS_PORT("metrics-port", "", Roles.ALL, new ValueType.Whole(-1, 65_535), "PORT", "21120", "",
            "Port of the metrics endpoint; 0 = any, -1 = none."),
    CONSOLE("console", "", Roles.ALL, ValueType.Choice.of("on", "off"), "on|off", "on", "",
            "Console for connections from this machine's loopback address."),
    IO_THREADS("io-threads", "", Roles.ALL, new ValueType.Whole(0, 1024), "N", "0", "",
            "Event loops of each node; 0 = one per core."),
    HEARTBEAT_PATH("heartbeat-path", "", Roles.RENDEZVOUS, ValueType.Choice.of("auto", "kernel", "netty"),
            "auto|kernel|netty", "auto", "",
            "How devices' heartbeats are received: many with one system call on a thread of their own (kernel: Linux on"
                    + " x86_64 and aarch64), or on the event loops (netty). auto = kernel where it is possible."),
    DEVICE_TIMEOUT("device-timeout", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 3600), "N", "30", "s",
            "A device not heard for so long is offline."),
    IDLE_TIMEOUT("idle-timeout", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 3600), "N", "30", "s",
            "A connection without a message for so long is closed."),
    KEEP_ALIVE("keep-alive", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 3600), "N", "40", "s",
            "A device registered over TCP or WebSocket gets a sign of life at least so often."),
    KEY_EXCHANGE_WAIT("key-exchange-wait", "", Roles.RENDEZVOUS, new ValueType.Whole(-1, 17_000), "N", "100", "ms",
            "A TCP client that is silent for so long is offered a secured connection; -1 = never."),
    ID_HOLD("id-hold", "", Roles.RENDEZVOUS, new ValueType.Whole(0, 315_360_000), "N", "0", "s",
            "Nobody else gets the id that a device has changed for so long; 0 = it is free at once."),
    API_SERVER("api-server", "", Roles.RENDEZVOUS, new ValueType.Text(), "URL", "", "",
            "HTTP server that clients' proxied requests are forwarded to; refused when not set."),
    API_TIMEOUT("api-timeout", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 3600), "N", "12", "s",
            "It has so long to answer."),
    API_MAX_BODY("api-max-body", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 1_073_741_820), "N", "1048576",
            "bytes",
            "Its longest answer that is passed on."),
    API_MAX_REQUESTS("api-max-requests", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 100_000), "N", "64", "",
            "Requests to it at once."),
    KEYS_FILE("keys-file", "", Roles.ALL, new ValueType.Text(), "FILE", "", "",
            "More keys that clients may present, lines of tenant=key, 'main' for the operator's own: to replace a key,"
                    + " or for customers who do not see each other's devices."),
    ENROLMENT("enrolment", "", Roles.RENDEZVOUS, ValueType.Choice.of("open", "managed", "locked"),
            "open|managed|locked", "open", "",
            "Who may register: everybody, known and approved devices (see 'fairlead devices'), or known ones only."),
    TRUSTED_PROXIES("trusted-proxies", "", Roles.ALL, new ValueType.Networks(), "CIDRS", "", "",
            "Networks of proxies whose word counts about where clients are, separated by commas."),
    PROXY_PROTOCOL("proxy-protocol", "", Roles.ALL, ValueType.Choice.of("off", "optional", "required"),
            "off|optional|required", "off", "",
            "Whether connections from trusted proxies begin with a header of the PROXY protocol, version 1 or 2."),
    UNTRUSTED_HEADERS("untrusted-headers", "", Roles.ALL, ValueType.Choice.of("ignore", "refuse"),
            "ignore|refuse", "ignore", "",
            "What becomes of such headers, and of X-Real-IP and X-Forwarded-For, from anybody else."),
    WEB_PORT("web-port", "", Roles.ALL, new ValueType.Whole(1, 65_535), "PORT", "", "",
            "One more port that serves /ws/id and /ws/relay, for clients that reach nothing but 443; none when not"
                    + " set."),
    TLS_CERT("tls-cert", "", Roles.ALL, new ValueType.Text(), "FILE", "", "",
            "Certificate chain (PEM) of web-port; without it web-port speaks plain HTTP. Read again when it changes."),
    TLS_KEY("tls-key", "", Roles.ALL, new ValueType.Text(), "FILE", "", "",
            "Private key (PEM, PKCS#8) of the certificate."),
    NETWORKS_FILE("networks-file", "", Roles.RENDEZVOUS, new ValueType.Text(), "FILE", "", "",
            "Networks that clients are in, and how relays are reached from there (HOCON, see docs/hairpin.md). Read"
                    + " again when it changes."),
    LAN("lan", "", Roles.RENDEZVOUS, new ValueType.LocalNetworks(), "CIDRS|auto|none", "auto", "",
            "Addresses of the one local network, where there is no need for a networks-file. auto = in standalone those"
                    + " of this machine's interfaces, unless networks-file, mask or relay-servers is set."),
    LAN_RELAY("lan-relay", "", Roles.RENDEZVOUS, new ValueType.Host(), "HOST[:PORT]", "", "",
            "By which hosts inside lan reach the relay; this machine's own address there when not set."),
    SAME_SITE_PREFIX("same-site-prefix", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 128), "N", "64", "bits",
            "Two IPv6 addresses that have so many leading bits in common are at one site."),
    MASQUERADE_DEVICES("masquerade-devices", "", Roles.RENDEZVOUS, new ValueType.Whole(0, 1_000_000), "N", "32", "",
            "So many devices at one private address are behind a masquerading gateway, which says nothing of where they"
                    + " are; 0 = no number is."),
    REGISTER_PK_PER_ADDRESS("register-pk-per-address", "", Roles.RENDEZVOUS, new ValueType.Whole(0, 1_000_000),
            "N", "30", "per minute",
            "Key registrations of one IP address; 0 = any number."),
    IDS_PER_ADDRESS("ids-per-address", "", Roles.RENDEZVOUS, new ValueType.Whole(0, 10_000_000), "N", "300",
            "per day",
            "Different ids of one IP address; 0 = any number."),
    REGISTER_PK_PER_ID("register-pk-per-id", "", Roles.RENDEZVOUS, new ValueType.Whole(0, 1_000_000), "N", "3", "",
            "Key registrations for one id, each within 6 s of the last; 0 = any number."),
    MAX_CONNECTIONS("max-connections", "", Roles.ALL, new ValueType.Whole(2, 10_000_000), "N", "100000", "",
            "Connections of each node at once."),
    MAX_FRAME_LENGTH("max-frame-length", "", Roles.RENDEZVOUS, new ValueType.Whole(1024, 16_777_216), "N", "65536",
            "bytes",
            "Longest message accepted on TCP and WebSocket."),
    RELAY_ADMISSION("relay-admission", "", Roles.RELAYS, ValueType.Choice.of("known", "key", "open"),
            "known|key|open", "key", "",
            "Whom the relay serves: clients with the key whose session the rendezvous node has introduced, clients with"
                    + " the key, or anybody."),
    RELAY_PARKING_TIMEOUT("relay-parking-timeout", "", Roles.RELAYS, new ValueType.Whole(1, 3600), "N", "30", "s",
            "The first side of a session waits so long for the second."),
    RELAY_IDLE_TIMEOUT("relay-idle-timeout", "", Roles.RELAYS, new ValueType.Whole(1, 86_400), "N", "30", "s",
            "A session without a byte for so long is closed."),
    RELAY_PATH("relay-path", "", Roles.RELAYS, ValueType.Choice.of("auto", "splice", "copy", "netty"),
            "auto|splice|copy|netty", "auto", "",
            "How sessions between two TCP connections are moved: inside the kernel, through one buffer, or through"
                    + " Netty; auto = the best for what each carries."),
    RELAY_WAKEUP_DELAY("relay-wakeup-delay", "", Roles.RELAYS, new ValueType.Whole(0, 1000), "N", "0", "us",
            "A relay's thread that would be woken often waits so long before it looks for more, which adds to the way"
                    + " of small messages; not at low load, and not when there is too much to do."),
    MAX_PARKED_LEGS("max-parked-legs", "", Roles.RELAYS, new ValueType.Whole(1, 10_000_000), "N", "20000", "",
            "First sides that wait at once."),
    MAX_PARKED_LEGS_PER_ADDRESS("max-parked-legs-per-address", "", Roles.RELAYS, new ValueType.Whole(1, 10_000_000),
            "N", "1000", "",
            "As many of one IP address."),
    DRAIN_DEADLINE("drain-deadline", "", Roles.ALL, new ValueType.Whole(0, 86_400), "N", "0", "s",
            "When stopped, sessions get so long to end by themselves, and devices to go to other nodes."),
    NODE_NAME("node-name", "", Roles.ALL, new ValueType.Name(), "NAME", "", "",
            "Names this node to operators and other nodes; this machine's name when not set."),
    REGION("region", "", Roles.ALL, new ValueType.Name(), "NAME", "", "",
            "Where this node is. Sessions are sent to a relay in the region of the rendezvous node, if there is one."),
    REDIS("redis", "", Roles.ALL, new ValueType.Redis(), "URL", "", "",
            "What nodes share: redis://HOST[:PORT], redis-sentinel://HOST[:PORT],.../#MASTER or"
                    + " redis-cluster://HOST[:PORT],..., with rediss for TLS. A node is alone when not set."),
    REDIS_PASSWORD("redis-password", "", Roles.ALL, new ValueType.Text(), "TEXT", "", "",
            "Password of redis; better given by the environment or a file than as a flag, which others see."),
    REDIS_CA("redis-ca", "", Roles.ALL, new ValueType.Text(), "FILE", "", "",
            "Certificates (PEM) that redis' own must come from; those that Java trusts when not set."),
    REDIS_PREFIX("redis-prefix", "", Roles.ALL, new ValueType.Name(), "NAME", "fairlead", "",
            "All keys in redis begin with it."),
    REDIS_TIMEOUT("redis-timeout", "", Roles.ALL, new ValueType.Whole(1, 60_000), "N", "1000", "ms",
            "A command that redis has not answered by then has failed."),
    REDIS_REPLICAS("redis-replicas", "", Roles.RENDEZVOUS, new ValueType.Whole(0, 16), "N", "0", "",
            "A device's identity counts as stored when so many replicas of redis have it too."),
    CLUSTER_BIND("cluster-bind", "", Roles.ALL, new ValueType.Ip(), "IP", "127.0.0.1", "",
            "Address at which other nodes reach this one; never one that clients reach."),
    CLUSTER_HOST("cluster-host", "", Roles.ALL, new ValueType.Text(), "HOST", "", "",
            "The same as other nodes know it; cluster-bind when not set."),
    CLUSTER_PORT("cluster-port", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 65_535), "PORT", "21130", "",
            "Port for other rendezvous nodes."),
    CLUSTER_SEEDS("cluster-seeds", "", Roles.RENDEZVOUS, new ValueType.Hosts(), "HOSTS", "", "",
            "Rendezvous nodes to join, host:port, the same list for all; this node alone when neither this nor"
                    + " cluster-discovery is set."),
    CLUSTER_DISCOVERY("cluster-discovery", "", Roles.RENDEZVOUS, new ValueType.Text(), "HOW", "", "",
            "How nodes find each other instead: dns:NAME, or kubernetes:NAMESPACE/APP for pods with the label"
                    + " app=APP."),
    CLUSTER_CONTACT_POINTS("cluster-contact-points", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 1000), "N", "2", "",
            "So many nodes must be found by cluster-discovery before they make a new cluster."),
    CLUSTER_MANAGEMENT_PORT("cluster-management-port", "", Roles.RENDEZVOUS, new ValueType.Whole(1, 65_535), "PORT",
            "21131", "",
            "Port at which nodes found by cluster-discovery ask each other."),
    CLUSTER_TLS_CERT("cluster-tls-cert", "", Roles.RENDEZVOUS, new ValueType.Text(), "FILE", "", "",
            "Certificate (PEM) of this node for other rendezvous nodes; without it they speak plainly."),
    CLUSTER_TLS_KEY("cluster-tls-key", "", Roles.RENDEZVOUS, new ValueType.Text(), "FILE", "", "",
            "Private key (PEM, PKCS#8) of that certificate."),
    CLUSTER_TLS_CA("cluster-tls-ca", "", Roles.RENDEZVOUS, new ValueType.Text(), "FILE", "", "",
            "Certificate (PEM) that those of all nodes must come from."),
    CLUSTER_SECRET("cluster-secret", "", Roles.ALL, new ValueType.Text(), "TEXT", "", "",
            "By it relays know each other, and nodes the commands of operators, 16 characters or more, the same for"
                    + " all; without it sides that land on different relays do not meet, and a node's administration"
                    + " API does not reach the others. Better given by the environment or a file."),
    RELAY_CLUSTER_PORT("relay-cluster-port", "", Roles.RELAYS, new ValueType.Whole(0, 65_535), "PORT", "21121", "",
            "Port for other relays; 0 = any."),
    RELAY_ADDRESS("relay-address", "", Roles.RELAYS, new ValueType.Hosts(), "HOST[:PORT]", "", "",
            "By which clients reach this very relay; not set = by a name that it shares with others."),
    AUDIT_FILE("audit-file", "", Roles.ALL, new ValueType.Text(), "FILE", "", "",
            "Who connected to whom and who was refused, as JSON lines (see docs/audit.md), in"
                    + " the data directory unless absolute; not written when not set."),
    AUDIT_ROTATE_SIZE("audit-rotate-size", "", Roles.ALL, new ValueType.Whole(1, 1_000_000), "MB", "64", "MB",
            "An audit-file that would grow over this size is put aside, as is that of another day (UTC)."),
    AUDIT_KEEP("audit-keep", "", Roles.ALL, new ValueType.Whole(0, 100_000), "N", "30", "",
            "So many audit files that were put aside are kept."),
    AUDIT_STREAM("audit-stream", "", Roles.ALL, new ValueType.Whole(0, 1_000_000_000), "N", "0", "lines",
            "The same lines of all nodes in redis, as a stream that keeps so many and some more; 0 = none."),
    AUDIT_WEBHOOK("audit-webhook", "", Roles.ALL, new ValueType.HttpUrl(), "URL", "", "",
            "The same lines are posted to it, signed, and again until it has taken them; needs audit-webhook-secret."),
    AUDIT_WEBHOOK_SECRET("audit-webhook-secret", "", Roles.ALL, new ValueType.Text(), "TEXT", "", "",
            "By it the receiver knows that they are ours, 16 characters or more. Better given by the environment or a"
                    + " file."),
    ADMIN_BIND("admin-bind", "", Roles.ALL, new ValueType.Ip(), "IP", "127.0.0.1", "",
            "Address of the administration API. It speaks plain HTTP: put a proxy with TLS before it, or a tunnel."),
    ADMIN_PORT("admin-port", "", Roles.ALL, new ValueType.Whole(-1, 65_535), "PORT", "-1", "",
            "Port of the administration API (see docs/admin.md), such as 21122; 0 = any, -1 = none."),
    ADMIN_TOKEN_FILE("admin-token-file", "", Roles.ALL, new ValueType.Text(), "FILE", "admin_token", "",
            "Tokens that the administration API takes, in the data directory unless absolute, lines of TOKEN or"
                    + " name: TOKEN; made with one token when there is none. Read again when it changes."),
    ADMIN_HOSTS("admin-hosts", "", Roles.ALL, new ValueType.Text(), "NAMES", "", "",
            "Names by which browsers may call the administration API besides IP addresses and localhost, separated by"
                    + " commas, as a proxy before it passes them on.");
    // @formatter:on

    private final String label;
    private final String shortFlag;
    private final Set<Role> roles;
    private final ValueType type;
    private final String placeholder;
    private final String defaultValue;
    private final String unit;
    private final String description;

    Setting(
            String label,
            String shortFlag,
            Set<Role> roles,
            ValueType type,
            String placeholder,
            String defaultValue,
            String unit,
            String description) {
        this.label = label;
        this.shortFlag = shortFlag;
        this.roles = roles;
        this.type = type;
        this.placeholder = placeholder;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.description = description;
    }

    /** Which roles have an option. Apart, as an enum's constants cannot see its own constants. */
    private static final class Roles {
        static final Set<Role> ALL = EnumSet.allOf(Role.class);
        static final Set<Role> RENDEZVOUS = EnumSet.of(Role.RENDEZVOUS, Role.STANDALONE);
        static final Set<Role> RELAYS = EnumSet.of(Role.RELAY, Role.STANDALONE);
    }

    /**
     * Names the option, as a flag is written behind its two dashes.
     *
     * @return lower case, words joined by dashes
     */
    public String label() {
        return label;
    }

    /**
     * Names the short flag.
     *
     * @return one letter; empty when there is none
     */
    public Optional<String> shortFlag() {
        return shortFlag.isEmpty() ? Optional.empty() : Optional.of(shortFlag);
    }

    /**
     * Says whether a role has the option.
     *
     * @param role a role
     * @return true when it has
     */
    public boolean appliesTo(Role role) {
        return roles.contains(role);
    }

    /**
     * Says what is wrong with a value.
     *
     * @param value not empty
     * @return empty when nothing is
     */
    Optional<String> mistake(String value) {
        return type.mistake(value);
    }

    /**
     * Says what the help shows for the value.
     *
     * @return upper case, or the words to choose from
     */
    public String placeholder() {
        return placeholder;
    }

    /**
     * Says what holds when nothing is given.
     *
     * @return empty when the option is then not set
     */
    public String defaultValue() {
        return defaultValue;
    }

    /**
     * Says what a number counts.
     *
     * @return empty when that needs no word
     */
    public String unit() {
        return unit;
    }

    /**
     * Says what the option does.
     *
     * @return one or two sentences
     */
    public String description() {
        return description;
    }

    /** Whether the open server has it, so that it goes by its bare name in the environment. */
    private boolean inherited() {
        return EnumSet.range(BIND, RUST_LOG).contains(this);
    }

    /**
     * Names the environment variable.
     *
     * @return upper case, words joined by underscores
     */
    public String variable() {
        String name = label.toUpperCase(Locale.ROOT).replace('-', '_');
        return inherited() ? name : "FAIRLEAD_" + name;
    }
}
