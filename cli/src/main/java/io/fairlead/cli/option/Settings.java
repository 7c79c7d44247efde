package io.fairlead.cli.option;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of all options of one role, each of them checked. */
public final class Settings {
    private final Role role;
    private final Map<Setting, String> values;
    private final List<String> warnings;

    /** The values that were given; the others have their defaults. */
    Settings(Role role, Map<Setting, String> values, List<String> warnings) {
        this.role = role;
        this.warnings = List.copyOf(warnings);
        this.values = new EnumMap<>(Setting.class);
        this.values.putAll(values);
    }

    /**
     * Says whose they are.
     *
     * @return the role
     */
    public Role role() {
        return role;
    }

    /**
     * Gives a value out as it was written.
     *
     * @param setting any
     * @return its default when nothing is given; empty when it is not set
     */
    public String text(Setting setting) {
        String given = values.getOrDefault(setting, "");
        return given.isEmpty() ? setting.defaultValue() : given;
    }

    /**
     * Gives a value out if there is one.
     *
     * @param setting any
     * @return empty when it is not set
     */
    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    /**
     * Gives a value out as it was given, which may be empty on purpose: an empty key demands none.
     *
     * @param setting any
     * @return empty when nothing was given
     */
    public Optional<String> given(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /**
     * Says what an operator should look at, though it is no mistake.
     *
     * @return one sentence each
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Gives a whole number out.
     *
     * @param setting one whose value is a whole number
     * @return as given, or its default
     */
    public int whole(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    double decimal(Setting setting) {
        return Double.parseDouble(text(setting));
    }

    Duration seconds(Setting setting) {
        return Duration.ofSeconds(whole(setting));
    }

    boolean is(Setting setting, String word) {
        return text(setting).toLowerCase(Locale.ROOT).equals(word);
    }

    /**
     * Gives a list out.
     *
     * @param setting one whose value is a list separated by commas
     * @return its parts, none of them empty
     */
    public List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * Gives an IP address out.
     *
     * @param setting one whose value is an IP address
     * @return empty when it is not set
     */
    public Optional<InetAddress> ip(Setting setting) {
        return optional(setting).map(InetAddress::ofLiteral);
    }

    /**
     * Says where key files and database are.
     *
     * @return absolute
     */
    public Path dataDirectory() {
        return Path.of(text(Setting.DATA_DIR)).toAbsolutePath().normalize();
    }

    /**
     * Says where the metrics endpoint is to listen.
     *
     * @return empty when there is to be none
     */
    public Optional<InetSocketAddress> metricsAddress() {
        int port = whole(Setting.METRICS_PORT);
        return port < 0
                ? Optional.empty()
                : ip(Setting.METRICS_BIND).map(ip -> new InetSocketAddress(ip, port));
    }

    /**
     * Says where the administration API is to listen.
     *
     * @return empty when there is to be none
     */
    public Optional<InetSocketAddress> adminAddress() {
        int port = whole(Setting.ADMIN_PORT);
        return port < 0
                ? Optional.empty()
                : ip(Setting.ADMIN_BIND).map(ip -> new InetSocketAddress(ip, port));
    }

    /**
     * Says what is logged.
     *
     * @return a level's name in lower case: that of log-level, else the first in RUST_LOG, else info
     */
    public String logLevel() {
        Optional<String> ours = Optional.of(values.getOrDefault(Setting.LOG_LEVEL, "")).filter(s -> !s.isEmpty());
        return ours.or(() -> optional(Setting.RUST_LOG).flatMap(Settings::rustLevel))
                .orElse(Setting.LOG_LEVEL.defaultValue())
                .toLowerCase(Locale.ROOT);
    }

    /** RUST_LOG is a level, or a list of module=level; a level for some module serves for all. */
    private static Optional<String> rustLevel(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(part -> part.substring(part.indexOf('=') + 1).strip())
                .filter(level -> Setting.LOG_LEVEL.mistake(level).isEmpty())
                .findFirst();
    }

    /**
     * Says how it is logged.
     *
     * @return true for JSON lines
     */
    public boolean logsJson() {
        return is(Setting.LOG_FORMAT, "json");
    }
}
