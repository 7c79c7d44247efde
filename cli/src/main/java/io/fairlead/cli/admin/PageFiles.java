package io.fairlead.cli.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What is given out without a token: the page for the person on call, and the description of the API. None of it says
 * anything of this server.
 */
public final class PageFiles {
    private static final String HTML = "text/html; charset=utf-8";

    private PageFiles() {}

    /**
     * Reads the files that came with the program.
     *
     * @return their answers, by path
     * @throws IOException when one is missing, which is a mistake of the build
     */
    public static Map<String, ApiAnswer> load() throws IOException {
        Map<String, ApiAnswer> files = new HashMap<>();
        files.put("/", file("page/index.html", HTML));
        files.put("/page.css", file("page/page.css", "text/css; charset=utf-8"));
        files.put("/page.js", file("page/page.js", "text/javascript; charset=utf-8"));
        files.put("/page.svg", file("page/page.svg", "image/svg+xml"));
        files.put("/api/openapi.json", file("openapi.json", ApiAnswer.JSON));
        return Map.copyOf(files);
    }

    private static ApiAnswer file(String name, String contentType) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the program");
            }
            return new ApiAnswer(200, contentType, new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.of());
        }
    }
}
