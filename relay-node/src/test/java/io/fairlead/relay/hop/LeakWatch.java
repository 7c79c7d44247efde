package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/** Hears of buffers that nobody has released, which Netty tells its log when they are collected. */
final class LeakWatch {
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

    LeakWatch() {
        heard.start();
        log.addAppender(heard);
    }

    void end() {
        System.gc();
        // A leak is told with the next allocation after the collection.
        for (int i = 0; i < 100; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        log.detachAppender(heard);
        assertThat(heard.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }
}
