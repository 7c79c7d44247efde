package io.fairlead.load.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes namespaces and removes them: at close, and when the JVM ends. What a JVM that was killed has left behind is
 * removed by the next. Safe for use by several threads.
 */
public final class Namespaces implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Namespaces.class);
    private static final Path DIRECTORY = Path.of("/run/netns");
    private static final Pattern OURS = Pattern.compile("flab-(\\d+)-.*");

    private final String prefix;
    private final NamespaceEntry entry = new NamespaceEntry();
    private final Deque<String> names = new ArrayDeque<>();
    private final Thread atExit = Thread.ofPlatform().unstarted(this::removeAll);

    private Namespaces() {
        // One JVM may have several laboratories.
        String own = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 4);
        this.prefix = "flab-" + ProcessHandle.current().pid() + "-" + own + "-";
    }

    /**
     * Begins with none, and removes what dead processes have left.
     *
     * @return to be closed
     * @throws IOException when left-overs cannot be looked for
     */
    public static Namespaces open() throws IOException {
        removeLeftOvers();
        Namespaces namespaces = new Namespaces();
        Runtime.getRuntime().addShutdownHook(namespaces.atExit);
        return namespaces;
    }

    private static void removeLeftOvers() throws IOException {
        if (!Files.isDirectory(DIRECTORY)) {
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(DIRECTORY, "flab-*")) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                if (owner(name).filter(pid -> ProcessHandle.of(pid).isEmpty()).isPresent()) {
                    log.atInfo().addKeyValue("namespace", name).log("removing a left-over");
                    removeQuietly(name);
                }
            }
        }
    }

    /** The process that has made a namespace of this name, if one of ours has. */
    static Optional<Long> owner(String name) {
        Matcher matcher = OURS.matcher(name);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /**
     * Makes one.
     *
     * @param role the end of its name: letters, digits and hyphens
     * @return up, without cables
     * @throws IOException when it cannot be made
     */
    public Namespace create(String role) throws IOException {
        String name = prefix + role;
        synchronized (names) {
            names.push(name);
        }
        return new Namespace(name, entry);
    }

    private void removeAll() {
        while (true) {
            String name;
            synchronized (names) {
                if (names.isEmpty()) {
                    return;
                }
                name = names.pop();
            }
            removeQuietly(name);
        }
    }

    private static void removeQuietly(String name) {
        if (!Files.exists(DIRECTORY.resolve(name))) {
            return;
        }
        try {
            Namespace.remove(name);
        } catch (IOException e) {
            // The others are to be removed all the same; this one is tried again by the next laboratory.
            log.atWarn().setCause(e).addKeyValue("namespace", name).log("cannot remove");
        }
    }

    /** Ends what runs inside and removes all. */
    @Override
    public void close() {
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook has run or finds nothing.
            log.atDebug().log("closed while the JVM ends");
        }
    }
}
