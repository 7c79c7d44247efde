package io.fairlead.cli.run;

import io.fairlead.cli.monitoring.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Behind HAProxy, with docs/proxies/haproxy.cfg. */
class HaproxyIT extends BehindProxyContract {
    @Override
    void assumeInstalled() {
        Installed.assume("haproxy", "haproxy");
    }

    @Override
    List<String> command(Path directory, List<Map.Entry<String, String>> addresses, int readyPort)
            throws IOException {
        Path certificate = Files.writeString(directory.resolve("fairlead.pem"),
                Files.readString(directory.resolve("cert.pem")) + Files.readString(directory.resolve("key.pem")));
        List<Map.Entry<String, String>> replaced = new ArrayList<>(addresses);
        replaced.add(Map.entry("port 21120", "port " + readyPort));
        replaced.add(Map.entry("/etc/haproxy/fairlead.pem", certificate.toString()));
        // So many sockets are not everybody's.
        replaced.add(Map.entry("maxconn 50000", "maxconn 100"));
        Path file = ProxyProgram.adapted(directory, "haproxy.cfg", replaced);
        return List.of("haproxy", "-db", "-f", file.toString());
    }
}
