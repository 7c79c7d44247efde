package io.fairlead.cli.command;

import io.fairlead.cluster.enrolment.DeviceRule;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentFile;
import io.fairlead.cluster.enrolment.UuidHash;
import io.fairlead.cluster.peer.DatabaseLocation;
import io.fairlead.cluster.peer.IdentityList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code devices list}, {@code pending}, {@code approve}, {@code block} and {@code remove}: who may register. Works on
 * the files of a data directory; a server that runs there follows within a second or two.
 */
final class DevicesCommand implements Callable<Integer> {
    private static final String DATA_DIR = "--data-dir";
    private static final String DB_URL = "--db-url";
    private static final String TENANT = "--tenant";
    private static final String UUID_FILE = "--uuid-file";

    private final Path workingDirectory;
    private final Action action;
    private CommandSpec spec;

    private DevicesCommand(Path workingDirectory, Action action) {
        this.workingDirectory = workingDirectory;
        this.action = action;
    }

    @FunctionalInterface
    private interface Action {
        void run(DevicesCommand command, EnrolmentFile file, PrintWriter out) throws SQLException, IOException;
    }

    static CommandSpec spec(Path workingDirectory) {
        CommandSpec devices = CommandSpec.create().name("devices").mixinStandardHelpOptions(true);
        devices.usageMessage()
                .description("Shows devices and says which may register. A running server follows within two seconds.");
        devices.addSubcommand("list", command(workingDirectory, DevicesCommand::list, "list",
                "Shows the devices that are stored: id, state, tenant, last address, since when."));
        devices.addSubcommand("pending", command(workingDirectory, DevicesCommand::pending, "pending",
                "Shows the devices that were refused, the last one first."));
        CommandSpec approve = command(workingDirectory, DevicesCommand::approve, "approve",
                "Lets devices register, and says whose they are.");
        approve.addPositional(ids("0..*"));
        approve.addOption(option(TENANT, "NAME", "Whose they are. Default: the operator's own."));
        approve.addOption(option(UUID_FILE, "FILE", "Machine ids to approve, one a line, whichever id they take."));
        devices.addSubcommand("approve", approve);
        CommandSpec block = command(workingDirectory, DevicesCommand::block, "block",
                "Does not let devices register any more; nobody finds them.");
        block.addPositional(ids("1..*"));
        devices.addSubcommand("block", block);
        CommandSpec remove = command(workingDirectory, DevicesCommand::remove, "remove",
                "Forgets devices. Who registers their ids next has them.");
        remove.addPositional(ids("1..*"));
        devices.addSubcommand("remove", remove);
        return devices;
    }

    private static CommandSpec command(Path workingDirectory, Action action, String name, String description) {
        DevicesCommand command = new DevicesCommand(workingDirectory, action);
        command.spec = CommandSpec.wrapWithoutInspection(command).name(name).mixinStandardHelpOptions(true);
        command.spec.usageMessage().description(description);
        command.spec.addOption(option(DATA_DIR, "DIR", "Where the files are. Default: the working directory."));
        command.spec.addOption(option(DB_URL, "FILE", "SQLite file of identities. Default: db_v2.sqlite3."));
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

    @Override
    public Integer call() throws SQLException, IOException {
        if (!Files.isDirectory(directory())) {
            throw new IOException(directory() + ": no such directory (expected: a server's data directory)");
        }
        try (EnrolmentFile file = EnrolmentFile.open(directory())) {
            action.run(this, file, spec.commandLine().getOut());
        }
        return 0;
    }

    private static void list(DevicesCommand command, EnrolmentFile file, PrintWriter out) throws SQLException {
        Enrolment word = file.read();
        IdentityList.list(command.database(), device -> {
            Optional<DeviceRule> rule = Optional.ofNullable(word.byId().get(device.id()));
            out.printf("%s\t%s\t%s\t%s\t%s%n",
                    device.id(),
                    rule.map(known -> known.state().name().toLowerCase(Locale.ROOT)).orElse("known"),
                    rule.map(DeviceRule::tenant).filter(tenant -> !tenant.isEmpty()).orElse("main"),
                    device.ip(),
                    device.created());
        });
    }

    private static void pending(DevicesCommand command, EnrolmentFile file, PrintWriter out) throws SQLException {
        for (EnrolmentFile.Pending device : file.pending()) {
            out.printf("%s\t%s\t%d\t%s%n",
                    device.id(), device.ip(), device.attempts(), Instant.ofEpochSecond(device.lastSeen()));
        }
    }

    private static void approve(DevicesCommand command, EnrolmentFile file, PrintWriter out)
            throws SQLException, IOException {
        String tenant = command.value(TENANT).filter(name -> !"main".equals(name)).orElse("");
        Optional<String> uuids = command.value(UUID_FILE);
        if (command.ids().isEmpty() && uuids.isEmpty()) {
            throw new IllegalArgumentException("nothing to approve (expected: ids, or --uuid-file)");
        }
        for (String id : command.ids()) {
            file.approve(id, tenant);
            out.println(id + ": approved");
        }
        if (uuids.isPresent()) {
            int count = 0;
            for (String uuid : Files.readAllLines(command.workingDirectory.resolve(uuids.get()))) {
                if (!uuid.isBlank()) {
                    file.approveUuid(UuidHash.of(uuid.strip()), tenant);
                    count++;
                }
            }
            out.println(count + " machine ids: approved");
        }
    }

    private static void block(DevicesCommand command, EnrolmentFile file, PrintWriter out) throws SQLException {
        for (String id : command.ids()) {
            file.block(id);
            out.println(id + ": blocked");
        }
    }

    private static void remove(DevicesCommand command, EnrolmentFile file, PrintWriter out) throws SQLException {
        for (String id : command.ids()) {
            boolean known = IdentityList.delete(command.database(), id);
            file.remove(id);
            out.println(id + (known ? ": removed" : ": was not stored"));
        }
    }
}
