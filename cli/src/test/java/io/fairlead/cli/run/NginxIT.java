package io.fairlead.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Behind nginx, with docs/proxies/nginx.conf. */
class NginxIT extends BehindProxyContract {
    @Override
    void assumeInstalled() {
        NginxProgram.assumeInstalled();
    }

    @Override
    List<String> command(Path directory, List<Map.Entry<String, String>> addresses, int readyPort)
            throws IOException {
        List<Map.Entry<String, String>> replaced = new ArrayList<>(addresses);
        replaced.add(Map.entry("/etc/nginx/fairlead.crt", directory.resolve("cert.pem").toString()));
        replaced.add(Map.entry("/etc/nginx/fairlead.key", directory.resolve("key.pem").toString()));
        replaced.add(Map.entry("http {\n", "http {\n" + NginxProgram.temporary(directory)));
        return NginxProgram.command(directory, "nginx.conf", replaced);
    }
}
