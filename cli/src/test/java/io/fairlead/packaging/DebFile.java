package io.fairlead.packaging;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A Debian package, read without dpkg.
 *
 * @param control what dpkg reads, by name
 * @param files   what it installs, by absolute path
 */
record DebFile(Map<String, Entry> control, Map<String, Entry> files) {
    /** One of its files or directories. */
    record Entry(boolean directory, int mode, String owner, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    static DebFile read(Path file) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ArArchiveInputStream ar = new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ArArchiveEntry part = ar.getNextEntry(); part != null; part = ar.getNextEntry()) {
                parts.put(part.getName(), ar.readAllBytes());
            }
        }
        if (!new String(parts.get("debian-binary"), StandardCharsets.US_ASCII).equals("2.0\n")) {
            throw new IOException("no Debian package: " + file);
        }
        return new DebFile(
                entries(new GZIPInputStream(new ByteArrayInputStream(parts.get("control.tar.gz")))),
                entries(new ByteArrayInputStream(parts.get("data.tar"))));
    }

    private static Map<String, Entry> entries(InputStream in) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String owner = entry.getLongUserId() + ":" + entry.getLongGroupId();
                String name = entry.getName().replaceFirst("^\\.", "").replaceFirst("/$", "");
                entries.put(name, new Entry(entry.isDirectory(), entry.getMode() & 07777, owner, tar.readAllBytes()));
            }
        }
        return entries;
    }
}
