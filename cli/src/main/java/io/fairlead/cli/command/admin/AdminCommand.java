package io.fairlead.cli.command.admin;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code admin ...}: asks a running server through its administration API, or has it do something. Shows a table, or
 * what the server says. Exit codes: 0 done, 1 the server would not, 2 wrong usage, 3 no server.
 */
public final class AdminCommand implements Callable<Integer>, AdminCalls.Given {
    private static final String SERVER = "--server";
    private static final String TOKEN_FILE = "--token-file";
    private static final String TOKEN_VARIABLE = "FAIRLEAD_ADMIN_TOKEN";
    private static final String JSON = "--json";
    private static final int REFUSED = 1;
    private static final int UNREACHABLE = 3;

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final AdminCalls kind;
    private final CommandSpec spec;

    private AdminCommand(Path workingDirectory, Map<String, String> environment, AdminCalls kind) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
        this.kind = kind;
        this.spec = CommandSpec.wrapWithoutInspection(this)
                .name(kind.action().isEmpty() ? kind.group() : kind.action())
                .mixinStandardHelpOptions(true);
        spec.usageMessage().description(kind.description());
        spec.addOption(option(SERVER, "URL", "The server's administration API. Default: http://127.0.0.1:21122."));
        spec.addOption(option(TOKEN_FILE, "FILE", "Its admin-token-file; the first token counts. Default: "
                + TOKEN_VARIABLE + " in the environment holds the token, else admin_token in the working directory."));
        spec.addOption(flag(JSON, "Shows what the server says as it is."));
        kind.options().forEach(name -> spec.addOption(
                option("--" + name, name.toUpperCase(java.util.Locale.ROOT), "See docs/admin.md.")));
        kind.flags().forEach(name -> spec.addOption(flag("--" + name, "See docs/admin.md.")));
        for (int i = 0; i < kind.positionals().size(); i++) {
            String label = kind.positionals().get(i);
            boolean many = label.endsWith("...");
            spec.addPositional(PositionalParamSpec.builder()
                    .index(many ? i + "..*" : String.valueOf(i))
                    .arity(many ? "1..*" : "1")
                    .type(many ? List.class : String.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(many ? label.substring(0, label.length() - 3) : label)
                    .build());
        }
    }

    /**
     * Makes the command.
     *
     * @param workingDirectory where relative paths begin
     * @param environment      the environment's variables
     * @return with all its sub-commands
     */
    public static CommandSpec spec(Path workingDirectory, Map<String, String> environment) {
        CommandSpec admin = CommandSpec.create().name("admin").mixinStandardHelpOptions(true);
        admin.usageMessage().description("Looks at a running server and changes it, through its administration API"
                + " (--admin-port of the server). Any node of a cluster answers for all.");
        for (AdminCalls kind : AdminCalls.values()) {
            CommandSpec command = new AdminCommand(workingDirectory, environment, kind).spec;
            if (kind.action().isEmpty()) {
                admin.addSubcommand(kind.group(), command);
                continue;
            }
            if (!admin.subcommands().containsKey(kind.group())) {
                CommandSpec group = CommandSpec.create().name(kind.group()).mixinStandardHelpOptions(true);
                group.usageMessage().description("See docs/admin.md.");
                admin.addSubcommand(kind.group(), group);
            }
            admin.subcommands().get(kind.group()).addSubcommand(kind.action(), command);
        }
        return admin;
    }

    private static OptionSpec option(String name, String placeholder, String description) {
        return OptionSpec.builder(name).type(String.class).arity("1").paramLabel(placeholder).description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
    }

    @Override
    public String positional(int index) {
        return spec.positionalParameters().get(index).getValue();
    }

    @Override
    public List<String> all() {
        return spec.positionalParameters().getFirst().getValue();
    }

    @Override
    public Optional<String> option(String name) {
        return Optional.ofNullable(spec.findOption("--" + name)).map(OptionSpec::getValue);
    }

    @Override
    public boolean flag(String name) {
        return spec.findOption("--" + name).getValue() instanceof Boolean given && given;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        String server = option("server").orElse("http://127.0.0.1:21122");
        String token;
        AdminCall call;
        try {
            call = kind.call(this);
            token = token();
        } catch (IOException | IllegalArgumentException e) {
            err.println("fairlead: " + e.getMessage());
            return ExitCode.USAGE;
        }
        try (AdminClient client = new AdminClient(server, token)) {
            AdminClient.Answer answer = client.send(call);
            show(answer);
            return answer.isOk() ? ExitCode.OK : REFUSED;
        } catch (IOException | IllegalArgumentException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            err.println("fairlead: no answer from " + server + ": " + reason
                    + " (expected: a server with --admin-port, and here its address as --server)");
            return UNREACHABLE;
        }
    }

    private void show(AdminClient.Answer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (flag("json")) {
            out.println(new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(answer.body()));
        } else if (answer.isOk()) {
            out.print(AnswerText.of(answer.body()));
        } else {
            String message = answer.body().has("message") ? answer.body().get("message").getAsString() : "";
            spec.commandLine().getErr().println("fairlead: " + message);
        }
        out.flush();
    }

    private String token() throws IOException {
        Optional<String> given = Optional.ofNullable(environment.get(TOKEN_VARIABLE)).map(String::strip)
                .filter(text -> !text.isEmpty());
        if (option("token-file").isEmpty() && given.isPresent()) {
            return given.get();
        }
        Path file = workingDirectory.resolve(option("token-file").orElse("admin_token"));
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": cannot be read (expected: the server's admin-token-file as " + TOKEN_FILE
                    + ", or " + TOKEN_VARIABLE + " in the environment)");
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.replaceFirst("^[A-Za-z0-9_.-]{1,32}[ \t]*:[ \t]*", ""))
                .findFirst()
                .orElseThrow(() -> new IOException(file + ": no token (expected: at least one line)"));
    }
}
