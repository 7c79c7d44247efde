package io.fairlead.packaging;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as a tarball in the layout of OCI, unpacked into a directory. */
final class OciImage {
    private final Path directory;
    private final JsonObject manifest;
    private final JsonObject config;

    private OciImage(Path directory) throws IOException {
        this.directory = directory;
        JsonObject index = json(directory.resolve("index.json"));
        this.manifest = json(blob(index.getAsJsonArray("manifests").get(0).getAsJsonObject()));
        this.config = json(blob(manifest.getAsJsonObject("config")));
    }

    /** Opens what Jib has made. */
    static OciImage open(Path tarball, Path directory) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tarball))) {
            unpack(in, directory);
        }
        return new OciImage(directory);
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private Path blob(JsonObject descriptor) {
        return directory.resolve("blobs").resolve(descriptor.get("digest").getAsString().replace(':', '/'));
    }

    /** What the image says of itself: platform, and under {@code config} how it is run. */
    JsonObject config() {
        return config;
    }

    /** How it is run. */
    JsonObject run() {
        return config.getAsJsonObject("config");
    }

    /** A list of strings there, such as {@code Entrypoint} and {@code Env}. */
    List<String> strings(String name) {
        return strings(run().getAsJsonArray(name));
    }

    private static List<String> strings(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    /** What each layer holds, lowest first. */
    List<List<TarArchiveEntry>> layers() throws IOException {
        List<List<TarArchiveEntry>> layers = new ArrayList<>();
        for (Path layer : layerFiles()) {
            List<TarArchiveEntry> entries = new ArrayList<>();
            try (TarArchiveInputStream tar = new TarArchiveInputStream(opened(layer))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    entries.add(entry);
                }
            }
            layers.add(entries);
        }
        return layers;
    }

    private List<Path> layerFiles() {
        return StreamSupport.stream(manifest.getAsJsonArray("layers").spliterator(), false)
                .map(layer -> blob(layer.getAsJsonObject()))
                .toList();
    }

    private static InputStream opened(Path layer) throws IOException {
        return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(layer)));
    }

    /** Lays all layers over each other, as who runs the image does. Owners are left out. */
    void unpack(Path root) throws IOException {
        for (Path layer : layerFiles()) {
            try (InputStream in = opened(layer)) {
                unpack(in, root);
            }
        }
    }

    /** Unpacks a tar archive with the permissions that it gives. */
    static void unpack(InputStream in, Path root) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path file = root.resolve(entry.getName().replaceFirst("^(\\./)?/?", "")).normalize();
            if (!file.startsWith(root)) {
                throw new IOException("outside of the archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else if (entry.isFile()) {
                Files.createDirectories(file.getParent());
                Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                throw new IOException("neither file nor directory: " + entry.getName());
            }
            Files.setPosixFilePermissions(file, permissions(entry.getMode()));
        }
    }

    /** The nine lowest bits, of which the first is the owner's right to read. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (1 << (all.length - 1 - i))) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
