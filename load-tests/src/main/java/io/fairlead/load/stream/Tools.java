package io.fairlead.load.stream;

import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import java.lang.foreign.MemorySegment;

/**
 * What the legs of one thread share. The buffer is everybody's for the length of one call; a header has room before
 * {@link Pattern#LONGEST} bytes of payload.
 */
record Tools(LinuxSockets sockets, Epoll epoll, Pattern pattern, MemorySegment buffer, StreamEvents events,
        StreamSettings settings, Due due) {}
