package io.fairlead.protocol.crypto;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The files that hold the server's key pair, protocol section 5: {@code id_ed25519} and {@code id_ed25519.pub}. What
 * exists is never overwritten, malformed or not.
 */
public final class KeyFiles {
    private static final String SECRET = "id_ed25519";
    private static final String PUBLIC = "id_ed25519.pub";

    private final Path directory;

    /**
     * The files of one directory, which need not exist.
     *
     * @param directory where the files are or are to be
     */
    public KeyFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Says where the secret key is kept.
     *
     * @return the file, which need not exist
     */
    public Path secretFile() {
        return directory.resolve(SECRET);
    }

    /**
     * Says where the public key is kept.
     *
     * @return the file, which need not exist
     */
    public Path publicFile() {
        return directory.resolve(PUBLIC);
    }

    /**
     * Reads the key pair, and writes the public file anew when it is missing.
     *
     * @return empty when there is no secret file
     * @throws KeyFileException when a file can't be read or is malformed, or the two don't belong together
     */
    public Optional<ServerKeyPair> load() {
        if (!Files.exists(secretFile())) {
            return Optional.empty();
        }
        ServerKeyPair pair;
        try {
            pair = ServerKeyPair.fromSecretKey(Files.readString(secretFile()));
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(secretFile() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new KeyFileException("cannot read " + secretFile() + ": " + reason(e), e);
        }
        checkPublic(pair);
        return Optional.of(pair);
    }

    private void checkPublic(ServerKeyPair pair) {
        try {
            if (!Files.exists(publicFile())) {
                Files.writeString(publicFile(), pair.publicKeyBase64(), StandardOpenOption.CREATE_NEW);
                return;
            }
            String found = Files.readString(publicFile()).strip();
            if (!found.equals(pair.publicKeyBase64())) {
                throw new KeyFileException(publicFile() + ": '" + found + "' (expected: '" + pair.publicKeyBase64()
                        + "', the public key of " + SECRET + ", or no file)", null);
            }
        } catch (IOException e) {
            throw new KeyFileException("cannot read or write " + publicFile() + ": " + reason(e), e);
        }
    }

    /**
     * Reads the key pair, or makes one and writes both files when there is none.
     *
     * @return the pair, which is in the files
     * @throws KeyFileException as {@link #load}, and when the files can't be written
     */
    public ServerKeyPair loadOrCreate() {
        return load().orElseGet(this::create);
    }

    private ServerKeyPair create() {
        ServerKeyPair pair = ServerKeyPair.generate();
        try {
            Files.createDirectories(directory);
            // Whole or not at all: half a key would be fatal at the next start.
            Path half = Files.createTempFile(directory, SECRET, ".new", ownerOnly());
            Files.writeString(half, pair.secretKeyBase64());
            Files.move(half, secretFile(), StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(publicFile(), pair.publicKeyBase64());
        } catch (IOException e) {
            throw new KeyFileException("cannot write the key files in " + directory + ": " + reason(e), e);
        }
        return pair;
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
