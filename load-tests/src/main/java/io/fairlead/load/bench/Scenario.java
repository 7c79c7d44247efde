package io.fairlead.load.bench;

import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One benchmark. */
public interface Scenario {
    /**
     * Names it.
     *
     * @return as the command has it, with what tells it from others of that name
     */
    String name();

    /**
     * Says what is done.
     *
     * @return one line
     */
    String title();

    /**
     * Says which kind of server it is for.
     *
     * @return its role
     */
    ServerRole role();

    /**
     * Says what is done, in numbers.
     *
     * @return names and values, in order
     */
    Map<String, String> plan();

    /**
     * Says what is measured.
     *
     * @return the first is what it is about
     */
    List<Figure> figures();

    /**
     * Says whether each round needs a server that has served nobody.
     *
     * @return true where memory is measured, which no program gives back entirely
     */
    boolean needsNewServer();

    /**
     * Says whether a server does what is measured.
     *
     * @param server  the target, of the right role
     * @param sources where the generator's sockets are
     * @return false leaves it out
     * @throws IOException when it does not answer at all
     */
    default boolean suits(Server server, Sources sources) throws IOException {
        return true;
    }

    /**
     * Makes one round. Blocks.
     *
     * @param server the target
     * @param pace   how long
     * @return all figures
     * @throws IOException when the server does not do its part: it refuses, answers wrongly, or bytes are not those
     *                     that were sent
     */
    Sample run(Server server, Pace pace) throws IOException;
}
