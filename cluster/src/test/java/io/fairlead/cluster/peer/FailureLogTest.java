package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureLog.class);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final FailureLog failures = new FailureLog(Path.of("db"), "store", nanos::get);

    @BeforeEach
    void collect() {
        logger.setAdditive(false);
        logger.addAppender(events);
        events.start();
    }

    @AfterEach
    void stopCollecting() {
        logger.detachAppender(events);
        logger.setAdditive(true);
    }

    @Test
    void aFailureIsLoggedOnceAMinuteWithHowManyThereWere() {
        failures.failed(new SQLException("disk full", "", 13));
        failures.failed(new SQLException("disk full", "", 13));
        failures.failed(new SQLException("disk full", "", 13));
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        failures.failed(new SQLException("disk full", "", 13));

        assertThat(lines()).containsExactly("database failed database=db operation=store code=13 failures=1",
                "database failed database=db operation=store code=13 failures=3");
    }

    @Test
    void workingAgainIsLoggedOnceAfterAFailureThatWasLogged() {
        failures.worked();
        failures.failed(new IllegalStateException("?"));
        failures.worked();
        failures.worked();
        failures.failed(new IllegalStateException("?"));
        failures.worked();

        assertThat(lines()).containsExactly("database failed database=db operation=store code=0 failures=1",
                "database works again database=db operation=store failures=0");
    }

    private List<String> lines() {
        return events.list.stream().map(event -> {
            StringBuilder line = new StringBuilder(event.getMessage());
            event.getKeyValuePairs().forEach(pair -> line.append(' ').append(pair.key).append('=').append(pair.value));
            return line.toString();
        }).toList();
    }
}
