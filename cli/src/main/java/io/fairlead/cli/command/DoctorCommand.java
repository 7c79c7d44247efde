package io.fairlead.cli.command;

import io.fairlead.load.client.Target;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.rendezvous.config.Ports;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks every port of a server by speaking the protocol, and says how to mend what is wrong. */
@Command(name = "doctor", description = "Checks every port of a server as clients use it.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST", description = "The server, host[:port] as clients are given it.")
    private String server;

    @Option(names = {"-k",
            "--key"}, defaultValue = "", paramLabel = "KEY", description = "The server's public key.")
    private String key;

    @Override
    public Integer call() {
        HostPort at;
        try {
            at = HostPort.parse(server, Ports.DEFAULT_MAIN);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("fairlead: HOST: " + e.getMessage());
            return 2;
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("name        " + at.host() + " is " + InetAddress.getByName(at.host()).getHostAddress());
        } catch (UnknownHostException e) {
            out.println("FAILED      name: " + at.host() + " is not known. Check the spelling and the DNS record.");
            return 1;
        }
        int failures = 0;
        for (PortChecks.Check check : new PortChecks(new Target(at.host(), at.port(), key)).all()) {
            PortChecks.Finding finding = check.run();
            out.printf("%-11s %s: %s%n", finding.well() ? "ok" : "FAILED", check.name(), finding.text());
            out.flush();
            failures += finding.well() ? 0 : 1;
        }
        out.println(failures == 0 ? "All is well." : failures + " of the checks failed.");
        return failures == 0 ? 0 : 1;
    }
}
