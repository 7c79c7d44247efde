package io.fairlead.cli.command;

import io.fairlead.cluster.redis.IdentityTransfer;
import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.cluster.redis.RedisStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code import} and {@code export}: carry devices' identities from a server's database into a cluster's Redis, and
 * back. The exit code is 0 when all were carried, and 1 when another device is stored under an id.
 */
final class TransferCommand implements Callable<Integer> {
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String PREFIX = "--redis-prefix";
    private static final String CA = "--redis-ca";
    private static final String REPLICAS = "--redis-replicas";

    private final boolean exports;
    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final CommandSpec spec;

    private TransferCommand(boolean exports, Path workingDirectory, Map<String, String> environment) {
        this.exports = exports;
        this.workingDirectory = workingDirectory;
        this.environment = environment;
        this.spec = CommandSpec.wrapWithoutInspection(this).name(exports ? "export" : "import")
                .mixinStandardHelpOptions(true);
        spec.usageMessage().description(exports
                ? "Carries the devices of a cluster's Redis into a database that hbbs or one node alone can use."
                : "Carries the devices of a database, hbbs' or Fairlead's, into a cluster's Redis.",
                "What is there is never replaced. After an abort the same command carries the rest.");
        String file = "Database, for example db_v2.sqlite3.";
        String redis = "Redis, as --redis of a node has it; its password is in FAIRLEAD_REDIS_PASSWORD.";
        option(FROM, exports ? "URL" : "FILE", exports ? redis : file, true);
        option(TO, exports ? "FILE" : "URL", exports ? file : redis, true);
        option(PREFIX, "NAME", "As --redis-prefix of the nodes. Default: fairlead.", false);
        option(CA, "FILE", "As --redis-ca of the nodes.", false);
        if (!exports) {
            option(REPLICAS, "N", "As --redis-replicas of the nodes. Default: 0.", false);
        }
    }

    static CommandSpec importing(Path workingDirectory, Map<String, String> environment) {
        return new TransferCommand(false, workingDirectory, environment).spec;
    }

    static CommandSpec exporting(Path workingDirectory, Map<String, String> environment) {
        return new TransferCommand(true, workingDirectory, environment).spec;
    }

    private void option(String name, String placeholder, String description, boolean required) {
        spec.addOption(OptionSpec.builder(name).type(String.class).arity("1").paramLabel(placeholder)
                .description(description).required(required).build());
    }

    private Optional<String> value(String option) {
        return Optional.ofNullable(spec.findOption(option)).map(found -> (String) found.getValue());
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path database = workingDirectory.resolve(value(exports ? TO : FROM).orElseThrow());
        if (!exports && !Files.isRegularFile(database)) {
            throw new IOException(database + ": no such file (expected: a database of devices)");
        }
        RedisConfig defaults = RedisConfig.of(value(exports ? FROM : TO).orElseThrow());
        RedisConfig config = new RedisConfig(
                defaults.url(),
                Optional.ofNullable(environment.get("FAIRLEAD_REDIS_PASSWORD")),
                value(CA).map(workingDirectory::resolve),
                defaults.timeout().multipliedBy(10),
                value(PREFIX).orElse(defaults.prefix()),
                replicas());
        PrintWriter out = spec.commandLine().getOut();
        try (RedisStore store = RedisStore.connect(config, DevicePlace.REDIS_PATIENCE)) {
            IdentityTransfer transfer = new IdentityTransfer(store);
            IdentityTransfer.Report report = exports
                    ? transfer.exportTo(database, conflict -> tell(out, conflict), sum -> progress(out, sum))
                    : transfer.importFrom(database, conflict -> tell(out, conflict), sum -> progress(out, sum));
            out.println(text(report));
            out.flush();
            return report.conflicts() == 0 ? 0 : 1;
        }
    }

    private int replicas() {
        String text = value(REPLICAS).orElse("0");
        if (!text.matches("\\d{1,2}")) {
            throw new IllegalArgumentException("redis-replicas: '" + text + "' (expected: a whole number, 0..16)");
        }
        return Integer.parseInt(text);
    }

    private static void tell(PrintWriter out, IdentityTransfer.Conflict conflict) {
        out.println(conflict.id() + ": not carried, another is stored; they differ in " + conflict.differs().stream()
                .map(part -> part.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .sorted().collect(Collectors.joining(", ")));
    }

    /** One line in place of the former, on a terminal; a log gets a line for each ten thousand. */
    private static void progress(PrintWriter out, IdentityTransfer.Report sum) {
        long carried = sum.added() + sum.present() + sum.skipped() + sum.conflicts();
        if (carried % 10_000 == 0 && carried > 0) {
            out.println(carried + " devices read");
            out.flush();
        }
    }

    private static String text(IdentityTransfer.Report report) {
        return report.added() + " devices added, " + report.present() + " were there already, " + report.skipped()
                + " held ids were over, " + report.conflicts() + " conflicts";
    }
}
