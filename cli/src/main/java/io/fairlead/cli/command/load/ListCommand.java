package io.fairlead.cli.command.load;

import io.fairlead.load.run.ScenarioFiles;
import io.fairlead.load.scenario.Scenario;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code load list}: the scenarios that come along. */
@Command(name = "list", description = "Lists the scenarios that come along.")
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : ScenarioFiles.names()) {
            Scenario scenario = ScenarioFiles.known(name);
            out.printf("%-14s %s (%d s, %d devices%s)%n", name, scenario.title(), scenario.duration().toSeconds(),
                    scenario.devices().all(), scenario.servers().isCluster() ? ", a cluster" : "");
        }
        return ExitCode.OK;
    }
}
