package io.fairlead.cluster.peer;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.StoreOutcome.Stored;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that stores one identity after the other, many at once, and prints each id when it is stored, until a store
 * fails or somebody ends it.
 */
final class StoringProcess {
    private static final String END = "refused";

    private StoringProcess() {}

    /** Arguments: the database, and the length of each uuid. */
    public static void main(String[] args) throws InterruptedException {
        OpaqueBytes uuid = OpaqueBytes.copyOf(new byte[Integer.parseInt(args[1])]);
        Semaphore inFlight = new Semaphore(64);
        AtomicBoolean refused = new AtomicBoolean();
        try (PeerRegistry registry = EmbeddedPeerRegistry.open(Path.of(args[0]), EmbeddedOptions.defaults())) {
            for (int i = 0; !refused.get(); i++) {
                inFlight.acquire();
                String id = "device" + i;
                registry.store(new DeviceIdentity(id, uuid, OpaqueBytes.EMPTY, "192.0.2.1"), Optional.empty())
                        .thenAccept(outcome -> {
                            if (outcome instanceof Stored) {
                                System.out.println(id);
                            } else {
                                refused.set(true);
                            }
                            inFlight.release();
                        });
            }
        }
        System.out.println(END);
    }

    static Process start(Path database, int uuidLength, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                StoringProcess.class.getName(), database.toString(), String.valueOf(uuidLength)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** The ids that the process printed, up to {@code limit} of them; fewer when it ended before. */
    static List<String> storedIds(BufferedReader output, int limit) throws IOException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < limit) {
            String line = output.readLine();
            if (line == null || line.equals(END)) {
                return ids;
            }
            if (line.startsWith("device")) {
                ids.add(line);
            }
        }
        return ids;
    }
}
