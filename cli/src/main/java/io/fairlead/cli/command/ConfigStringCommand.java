package io.fairlead.cli.command;

import io.fairlead.protocol.client.ClientConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config-string}: makes what users paste into their client, or reads it. */
@Command(name = "config-string", description = "Makes the string that configures a client, or shows what is in one.")
final class ConfigStringCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "STRING", description = "A string to be read.")
    private String given;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "", description = "Rendezvous server, host[:port].")
    private String host;

    @Option(names = "--key", paramLabel = "KEY", defaultValue = "", description = "The server's public key.")
    private String key;

    @Option(names = "--api", paramLabel = "URL", defaultValue = "", description = "API server.")
    private String api;

    @Option(names = "--relay", paramLabel = "HOST", defaultValue = "", description = "Relay, host[:port].")
    private String relay;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (given != null) {
            ClientConfig config = ClientConfig.parse(given);
            out.println("host=" + config.host());
            out.println("key=" + config.key());
            out.println("api=" + config.api());
            out.println("relay=" + config.relay());
            return 0;
        }
        if (host.isEmpty()) {
            spec.commandLine().getErr().println("fairlead: --host: not set (expected: a host, or a STRING to be read)");
            return 2;
        }
        ClientConfig config = new ClientConfig(host, key, api, relay);
        out.println(config.encoded());
        out.println(config.readable());
        return 0;
    }
}
