package io.fairlead.load.lab;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One network namespace, with its own interfaces, routes, rules and ports. Its loopback interface is up. */
public final class Namespace {
    private static final Path DIRECTORY = Path.of("/run/netns");

    private final String name;
    private final NamespaceEntry entry;

    Namespace(String name, NamespaceEntry entry) throws IOException {
        this.name = name;
        this.entry = entry;
        Commands.run("ip", "netns", "add", name);
        run("ip", "link", "set", "lo", "up");
    }

    /**
     * Names it, as {@code ip netns exec} wants it.
     *
     * @return unique on this machine
     */
    public String name() {
        return name;
    }

    /**
     * Runs a program inside that ends by itself.
     *
     * @param command program and arguments
     * @return what it said, errors included
     * @throws IOException when it is not there, fails, or takes longer than 20 s
     */
    public String run(String... command) throws IOException {
        return Commands.run(inside(command));
    }

    /**
     * Runs a program inside that reads its standard input.
     *
     * @param input   text for it
     * @param command program and arguments
     * @return what it said, errors included
     * @throws IOException as {@link #run}
     */
    public String feed(String input, String... command) throws IOException {
        return Commands.feed(input, inside(command));
    }

    Commands.Outcome attempt(String... command) throws IOException {
        return Commands.attempt("", inside(command));
    }

    /**
     * Starts a program inside that goes on. The process is the program itself, so that signals reach it.
     *
     * @param directory where it runs
     * @param log       what it says is appended here
     * @param command   program and arguments
     * @return the process, which ends with the namespace at the latest
     * @throws IOException when it cannot be started
     */
    public Process start(Path directory, Path log, List<String> command) throws IOException {
        return new ProcessBuilder(List.of(inside(command.toArray(String[]::new))))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private String[] inside(String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }

    /**
     * Does something on a thread that is inside, and waits for it. Sockets that this thread opens are inside and stay
     * there, whoever uses them later; threads that it starts are not inside.
     *
     * @param <T>  what comes of it
     * @param task opens sockets, and answers one or what was learnt
     * @return the task's result
     * @throws IOException when the namespace cannot be entered or the task fails so
     */
    public <T> T call(Callable<T> task) throws IOException {
        CompletableFuture<T> result = new CompletableFuture<>();
        // A thread can go in but not be trusted to come back, so that none is used twice.
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                entry.enter(DIRECTORY.resolve(name));
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IOException("in " + name + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in " + name);
        }
    }

    /** Ends all processes inside and removes it with its cables and rules. */
    static void remove(String name) throws IOException {
        Commands.run("ip", "netns", "pids", name)
                .lines()
                .map(String::strip)
                .filter(process -> !process.isEmpty())
                .forEach(process -> ProcessHandle.of(Long.parseLong(process))
                        .ifPresent(ProcessHandle::destroyForcibly));
        Commands.run("ip", "netns", "delete", name);
    }
}
