package io.fairlead.load.run;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import io.fairlead.load.scenario.Action;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where servers are, and what can be done to them. For use by one thread. */
public interface Site extends AutoCloseable {
    /**
     * Gives the servers, as clients are told them.
     *
     * @return one address
     */
    Target target();

    /**
     * Says which kind of site it is.
     *
     * @return one word
     */
    String kind();

    /**
     * Says what it is.
     *
     * @return one line
     */
    String description();

    /**
     * Says which addresses generators there have.
     *
     * @return of clients
     */
    Sources sources();

    /**
     * Tells which processes of servers can be watched.
     *
     * @return names and process ids, of those that run now
     */
    Map<String, Long> processes();

    /**
     * Says how a program gets there.
     *
     * @return what comes before a generator's command line
     */
    List<String> prefix();

    /**
     * Tells what the servers cannot do of what a scenario wants, as far as that is known. May ask them, and so block.
     *
     * @param scenario what is wanted
     * @return what they lack, each with a sentence for people that says how it shows
     * @throws IOException when clients get nowhere with these servers
     */
    default Map<Lack, String> lacks(Scenario scenario) throws IOException {
        return Map.of();
    }

    /**
     * Does something to a server, and returns when it is done.
     *
     * @param action what
     * @throws IOException when it does not work, or cannot be done here: the message says so to people
     */
    void act(Action.Server action) throws IOException;

    @Override
    void close();
}
