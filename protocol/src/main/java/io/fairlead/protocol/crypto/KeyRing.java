package io.fairlead.protocol.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All keys that clients may present, and whose they are: an operator's own, older ones that are being replaced, and
 * those of an operator's customers (tenants). Immutable. Keys are compared in constant time.
 */
public final class KeyRing {
    private static final int SECRET_KEY_LENGTH = 64;
    private static final int PUBLIC_KEY_LENGTH = 32;
    private static final String MAIN = "main";

    private final List<Entry> entries;

    private KeyRing(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One key.
     *
     * @param tenant   whose it is; empty = the operator's own
     * @param demanded what clients present; empty = anything
     * @param pair     what signs for clients that present it, if its secret half is known
     */
    public record Entry(String tenant, String demanded, Optional<ServerKeyPair> pair) {}

    /**
     * A ring with one key.
     *
     * @param key the server's
     * @return the ring
     */
    public static KeyRing of(ServerKey key) {
        return new KeyRing(List.of(new Entry("", key.demanded(), key.pair())));
    }

    /**
     * A ring with the keys of a file besides: lines of {@code tenant=key}, where the key is a secret key (base64 of 64
     * bytes) or a public key (32 bytes), and the tenant is a name, or {@code main} for the operator's own.
     *
     * @param file the file
     * @return a ring with this ring's keys and those
     * @throws IllegalArgumentException when it can't be read or a line is none; the message names file and line, and no
     *                                  key
     */
    public KeyRing with(Path file) {
        List<Entry> all = new ArrayList<>(entries);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                all.add(entry(line, file + ":" + (i + 1)));
            }
        }
        return new KeyRing(all);
    }

    private static Entry entry(String line, String where) {
        int equals = line.indexOf('=');
        String tenant = equals < 1 ? "" : line.substring(0, equals).strip();
        if (!tenant.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException(where + ": expected: tenant=key, the tenant of letters, digits and -_.");
        }
        String key = line.substring(equals + 1).strip();
        String owner = MAIN.equals(tenant) ? "" : tenant;
        return switch (length(key)) {
            case SECRET_KEY_LENGTH -> {
                ServerKeyPair pair = ServerKeyPair.fromSecretKey(key);
                yield new Entry(owner, pair.publicKeyBase64(), Optional.of(pair));
            }
            case PUBLIC_KEY_LENGTH -> new Entry(owner, key, Optional.empty());
            default -> throw new IllegalArgumentException(
                    where + ": the key is neither a secret key nor a public key (expected: base64 of 64 or 32 bytes)");
        };
    }

    private static int length(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /**
     * Finds the key that a client presents.
     *
     * @param presented what it presents
     * @return empty when it is none of them
     */
    public Optional<Entry> find(String presented) {
        byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
        Optional<Entry> found = Optional.empty();
        for (Entry entry : entries) {
            // To the end in any case: how long it takes tells nothing of which key it was.
            boolean same = MessageDigest.isEqual(bytes, entry.demanded().getBytes(StandardCharsets.UTF_8));
            found = same && found.isEmpty() ? Optional.of(entry) : found;
        }
        return found.or(() -> main().demanded().isEmpty() ? Optional.of(main()) : Optional.empty());
    }

    /**
     * Says whether a client that presents a key may be served at all.
     *
     * @param presented what it presents
     * @return true when it is one of the keys, or none is demanded
     */
    public boolean admits(String presented) {
        return find(presented).isPresent();
    }

    /**
     * Gives the server's own key out.
     *
     * @return the first one
     */
    public Entry main() {
        return entries.getFirst();
    }

    /**
     * Says whether devices of some clients are hidden from others.
     *
     * @return true when there is a tenant besides the operator
     */
    public boolean hasTenants() {
        return tenants().size() > 1;
    }

    /**
     * Names the tenants.
     *
     * @return the operator's own, which is empty, among them
     */
    public Set<String> tenants() {
        return entries.stream().map(Entry::tenant).collect(Collectors.toUnmodifiableSet());
    }
}
