package io.fairlead.rendezvous.datagram;

import io.fairlead.rendezvous.config.HeartbeatPath;

class NettyDatagramsTest extends DatagramPortContract {
    @Override
    HeartbeatPath path() {
        return HeartbeatPath.NETTY;
    }
}
