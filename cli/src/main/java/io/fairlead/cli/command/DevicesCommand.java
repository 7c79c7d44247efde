package io.fairlead.cli.command;

import io.fairlead.cluster.enrolment.DeviceRule;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.enrolment.UuidHash;
import io.fairlead.cluster.peer.DatabaseLocation;
import io.fairlead.cluster.redis.RedisConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code devices list}, {@code pending}, {@code approve}, {@code block} and {@code remove}: who may register. Works on
 * the files of a data directory or on a Redis; servers that use the same follow within a second or two.
 */
final class DevicesCommand implements Callable<Integer> {
    private static final String DATA_DIR = "--data-dir";
    private static final String DB_URL = "--db-url";
    private static final String TENANT = "--tenant";
    private static final String UUID_FILE = "--uuid-file";
    private static final String REDIS = "--redis";
    private static final String REDIS_PREFIX = "--redis-prefix";
    private static final String REDIS_CA = "--redis-ca";
    private static final String REDIS_PASSWORD = "FAIRLEAD_REDIS_PASSWORD";

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final Action action;
    private CommandSpec spec;

    private DevicesCommand(Path workingDirectory, Map<String, String> environment, Action action) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
        this.action = action;
    }

    @FunctionalInterface
    private interface Action {
        void run(DevicesCommand command, DevicePlace place, PrintWriter out)
                throws SQLException, IOException, EnrolmentBookException;
    }

    static CommandSpec spec(Path workingDirectory, Map<String, String> environment) {
        CommandSpec devices = CommandSpec.create().name("devices").mixinStandardHelpOptions(true);
        devices.usageMessage()
                .description("Shows devices and says which may register. A running server follows within two seconds.");
        devices.addSubcommand("list", command(workingDirectory, environment, DevicesCommand::list, "list",
                "Shows the devices that are stored: id, state, tenant, last address, since when."));
        devices.addSubcommand("pending", command(workingDirectory, environment, DevicesCommand::pending, "pending",
                "Shows the devices that were refused, the last one first."));
        CommandSpec approve = command(workingDirectory, environment, DevicesCommand::approve, "approve",
                "Lets devices register, and says whose they are.");
        approve.addPositional(ids("0..*"));
        approve.addOption(option(TENANT, "NAME", "Whose they are. Default: the operator's own."));
        approve.addOption(option(UUID_FILE, "FILE", "Machine ids to approve, one a line, whichever id they take."));
        devices.addSubcommand("approve", approve);
        CommandSpec block = command(workingDirectory, environment, DevicesCommand::block, "block",
                "Does not let devices register any more; nobody finds them.");
        block.addPositional(ids("1..*"));
        devices.addSubcommand("block", block);
        CommandSpec remove = command(workingDirectory, environment, DevicesCommand::remove, "remove",
                "Forgets devices. Who registers their ids next has them.");
        remove.addPositional(ids("1..*"));
        devices.addSubcommand("remove", remove);
        return devices;
    }

    private static CommandSpec command(
            Path workingDirectory, Map<String, String> environment, Action action, String name, String description) {
        DevicesCommand command = new DevicesCommand(workingDirectory, environment, action);
        command.spec = CommandSpec.wrapWithoutInspection(command).name(name).mixinStandardHelpOptions(true);
        command.spec.usageMessage().description(description);
        command.spec.addOption(option(DATA_DIR, "DIR", "Where the files are. Default: the working directory."));
        command.spec.addOption(option(DB_URL, "FILE", "SQLite file of identities. Default: db_v2.sqlite3."));
        command.spec.addOption(option(REDIS, "URL", "A cluster's Redis, instead of files. Its password is taken from "
                + REDIS_PASSWORD + " in the environment."));
        command.spec.addOption(option(REDIS_PREFIX, "NAME", "What its keys begin with. Default: fairlead."));
        command.spec.addOption(option(REDIS_CA, "FILE", "Certificates (PEM) that Redis' own must come from."));
        return command.spec;
    }

    private static OptionSpec option(String name, String placeholder, String description) {
        return OptionSpec.builder(name).type(String.class).arity("1").paramLabel(placeholder).description(description)
                .build();
    }

    private static PositionalParamSpec ids(String arity) {
        return PositionalParamSpec.builder().type(List.class).auxiliaryTypes(String.class).arity(arity)
                .paramLabel("ID").description("Devices' ids.").build();
    }

    private Optional<String> value(String option) {
        return Optional.ofNullable(spec.findOption(option)).map(found -> (String) found.getValue());
    }

    private List<String> ids() {
        List<String> ids = spec.positionalParameters().getFirst().getValue();
        return ids == null ? List.of() : ids;
    }

    private Path directory() {
        return value(DATA_DIR).map(workingDirectory::resolve).orElse(workingDirectory);
    }

    private Path database() {
        return DatabaseLocation.parse(value(DB_URL).orElse("db_v2.sqlite3"), directory());
    }

    private RedisConfig redis(String url) {
        RedisConfig defaults = RedisConfig.of(url);
        return new RedisConfig(
                url,
                Optional.ofNullable(environment.get(REDIS_PASSWORD)),
                value(REDIS_CA).map(workingDirectory::resolve),
                defaults.timeout(),
                value(REDIS_PREFIX).orElse(defaults.prefix()),
                defaults.replicas());
    }

    private DevicePlace open() throws IOException, EnrolmentBookException, InterruptedException {
        Optional<String> url = value(REDIS);
        if (url.isPresent()) {
            if (value(DATA_DIR).isPresent() || value(DB_URL).isPresent()) {
                throw new IllegalArgumentException("--redis and files (expected: one of them)");
            }
            return DevicePlace.inRedis(redis(url.get()));
        }
        if (!Files.isDirectory(directory())) {
            throw new IOException(directory() + ": no such directory (expected: a server's data directory)");
        }
        return DevicePlace.inFiles(directory(), database());
    }

    @Override
    public Integer call() throws SQLException, IOException, EnrolmentBookException, InterruptedException {
        try (DevicePlace place = open()) {
            action.run(this, place, spec.commandLine().getOut());
        }
        return 0;
    }

    private static void list(DevicesCommand command, DevicePlace place, PrintWriter out)
            throws SQLException, EnrolmentBookException {
        Enrolment word = place.book().read();
        place.list(device -> {
            Optional<DeviceRule> rule = Optional.ofNullable(word.byId().get(device.id()));
            out.printf("%s\t%s\t%s\t%s\t%s%n",
                    device.id(),
                    rule.map(known -> known.state().name().toLowerCase(Locale.ROOT)).orElse("known"),
                    rule.map(DeviceRule::tenant).filter(tenant -> !tenant.isEmpty()).orElse("main"),
                    device.ip(),
                    device.created());
        });
    }

    private static void pending(DevicesCommand command, DevicePlace place, PrintWriter out)
            throws EnrolmentBookException {
        for (EnrolmentBook.Pending device : place.book().pending()) {
            out.printf("%s\t%s\t%d\t%s%n",
                    device.id(), device.ip(), device.attempts(), Instant.ofEpochSecond(device.lastSeen()));
        }
    }

    private static void approve(DevicesCommand command, DevicePlace place, PrintWriter out)
            throws IOException, EnrolmentBookException {
        String tenant = command.value(TENANT).filter(name -> !"main".equals(name)).orElse("");
        Optional<String> uuids = command.value(UUID_FILE);
        if (command.ids().isEmpty() && uuids.isEmpty()) {
            throw new IllegalArgumentException("nothing to approve (expected: ids, or --uuid-file)");
        }
        for (String id : command.ids()) {
            place.book().approve(id, tenant);
            out.println(id + ": approved");
        }
        if (uuids.isPresent()) {
            int count = 0;
            for (String uuid : Files.readAllLines(command.workingDirectory.resolve(uuids.get()))) {
                if (!uuid.isBlank()) {
                    place.book().approveUuid(UuidHash.of(uuid.strip()), tenant);
                    count++;
                }
            }
            out.println(count + " machine ids: approved");
        }
    }

    private static void block(DevicesCommand command, DevicePlace place, PrintWriter out)
            throws EnrolmentBookException {
        for (String id : command.ids()) {
            place.book().block(id);
            out.println(id + ": blocked");
        }
    }

    private static void remove(DevicesCommand command, DevicePlace place, PrintWriter out)
            throws SQLException, EnrolmentBookException {
        for (String id : command.ids()) {
            boolean known = place.delete(id);
            place.book().remove(id);
            out.println(id + (known ? ": removed" : ": was not stored"));
        }
    }
}
