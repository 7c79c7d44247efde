package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.DataPath;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes that were forwarded.
 *
 * @param hop      whether they went between a client and another relay, which counts the session
 * @param toSecond whether to the second side; of a hop that is the other relay
 * @param path     {@link DataPath#label()}, or {@code websocket} for what a WebSocket leg sends or gets
 * @param bytes    how many
 */
public record Traffic(boolean hop, boolean toSecond, String path, long bytes) {
    static final String WEBSOCKET = "websocket";

    /**
     * Lists all kinds that there are.
     *
     * @return each with 0 bytes
     */
    public static List<Traffic> kinds() {
        List<String> paths = Stream.concat(
                Stream.of(DataPath.values()).map(DataPath::label), Stream.of(WEBSOCKET)).toList();
        return Stream.of(true, false)
                .flatMap(hop -> Stream.of(true, false)
                        .flatMap(toSecond -> paths.stream().map(path -> new Traffic(hop, toSecond, path, 0))))
                .toList();
    }
}
