package io.fairlead.cli.admin;

import io.fairlead.cluster.OpaqueBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use the administration API: the tokens of a file, which is read again when it changes, so that a token can be
 * taken away at once. A file that cannot be read or understood lets nobody in. Safe for use by any thread but event
 * loops.
 */
public final class AdminTokens {
    /** What a token is called that has no name. */
    public static final String UNNAMED = "admin";

    /** As many as 192 random bits take, so that no rate of guessing matters. */
    static final int SHORTEST = 32;

    private static final Logger log = LoggerFactory.getLogger(AdminTokens.class);
    private static final int LONGEST = 512;
    private static final long LARGEST_FILE = 1_000_000;
    private static final int RANDOM_BYTES = 32;
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9_.-]{1,32})[ \\t]*:[ \\t]*(\\S+)");

    private final Path file;
    private State state;

    /** A token, of which only a hash is kept. */
    private record Token(String name, OpaqueBytes hash) {}

    /** What the file held when it was last looked at. */
    private record State(FileTime modified, long size, Object key, List<Token> tokens) {}

    private AdminTokens(Path file) throws IOException {
        this.file = file;
        this.state = look();
    }

    /**
     * Opens a file of tokens, and makes one that only its owner can read when there is none.
     *
     * @param file lines of {@code TOKEN} or {@code name: TOKEN}, empty ones, and those that begin with #
     * @return the tokens
     * @throws IOException when it can't be made, read or understood; the message names the line, never what it holds
     */
    public static AdminTokens open(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        AdminTokens tokens = new AdminTokens(file);
        warnOfReaders(file);
        return tokens;
    }

    private static void create(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path directory = file.toAbsolutePath().getParent();
        // Whole or not at all, and never open to others, not even for a moment.
        Path half = Files.createTempFile(directory, "admin_token", ".new", ownerOnly(directory));
        Files.writeString(half, token + "\n");
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        return isPosix(directory)
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void warnOfReaders(Path file) throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                log.atWarn().addKeyValue("file", file)
                        .log("everybody on this machine can read the administration token (expected: mode 0600)");
            }
        }
    }

    private State look() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        State known = state;
        if (known != null && now.lastModifiedTime().equals(known.modified()) && now.size() == known.size()
                && String.valueOf(now.fileKey()).equals(String.valueOf(known.key()))) {
            return known;
        }
        if (now.size() > LARGEST_FILE) {
            throw new IOException(file + ": " + now.size() + " bytes (expected: at most " + LARGEST_FILE + ")");
        }
        return new State(now.lastModifiedTime(), now.size(), now.fileKey(), read());
    }

    private List<Token> read() throws IOException {
        List<Token> tokens = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            var named = NAMED.matcher(text);
            String name = named.matches() ? named.group(1) : UNNAMED;
            String token = named.matches() ? named.group(2) : text;
            if (token.length() < SHORTEST || token.length() > LONGEST || !token.matches("[!-~]+")) {
                throw new IOException(file + ", line " + number + ": a token of " + token.length()
                        + " characters (expected: " + SHORTEST + " to " + LONGEST + " of printable ASCII, no blanks)");
            }
            tokens.add(new Token(name, OpaqueBytes.copyOf(hash(token))));
        }
        if (tokens.isEmpty()) {
            throw new IOException(file + ": no token (expected: at least one line)");
        }
        return List.copyOf(tokens);
    }

    /**
     * Finds whose a token is. How long it takes does not depend on how much of it is right.
     *
     * @param presented by a caller
     * @return the token's name; empty when it is none of ours
     */
    public synchronized Optional<String> nameOf(String presented) {
        byte[] hash = hash(presented);
        Optional<String> name = Optional.empty();
        for (Token token : current()) {
            if (MessageDigest.isEqual(token.hash().toByteArray(), hash)) {
                name = Optional.of(token.name());
            }
        }
        return name;
    }

    private List<Token> current() {
        try {
            state = look();
        } catch (IOException e) {
            if (!state.tokens().isEmpty()) {
                log.atError().addKeyValue("reason", e.getMessage())
                        .log("administration tokens cannot be read, nobody is let in");
            }
            state = new State(FileTime.fromMillis(0), -1, "", List.of());
        }
        return state.tokens();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
