package io.fairlead.rendezvous.datagram;

import io.fairlead.rendezvous.config.HeartbeatPath;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
class KernelDatagramsTest extends DatagramPortContract {
    @Override
    HeartbeatPath path() {
        return HeartbeatPath.KERNEL;
    }
}
