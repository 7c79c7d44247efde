package io.fairlead.relay.limit;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/**
 * IP addresses that are treated differently: {@code blacklist.txt} (held down) or {@code blocklist.txt} (refused), one
 * a line. The console changes the list in memory; the file is the operator's.
 */
public final class AddressList {
    private final NavigableSet<String> addresses = new ConcurrentSkipListSet<>();

    /** An empty list. */
    public AddressList() {}

    /**
     * Reads a file.
     *
     * @param file need not exist
     * @return its addresses
     * @throws IllegalArgumentException when it can't be read or a line is no IP address; the message names both
     */
    public static AddressList read(Path file) {
        AddressList list = new AddressList();
        if (!Files.exists(file)) {
            return list;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#") && !list.add(text)) {
                    throw new IllegalArgumentException(file + ": '" + text + "' (expected: one IP address a line)");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return list;
    }

    /**
     * Adds an address.
     *
     * @param text an IP address
     * @return false when it is none
     */
    public boolean add(String text) {
        Optional<String> address = canonical(text);
        address.ifPresent(addresses::add);
        return address.isPresent();
    }

    /**
     * Takes an address out.
     *
     * @param text an IP address, or {@code all}
     */
    public void remove(String text) {
        if ("all".equals(text)) {
            addresses.clear();
        } else {
            canonical(text).ifPresent(addresses::remove);
        }
    }

    /**
     * Makes the list what another relay has.
     *
     * @param texts IP addresses; anything else is left out
     */
    public void replace(List<String> texts) {
        Set<String> wanted = texts.stream().map(AddressList::canonical).flatMap(Optional::stream)
                .collect(Collectors.toSet());
        addresses.addAll(wanted);
        addresses.retainAll(wanted);
    }

    /**
     * Says whether an address is listed.
     *
     * @param address any
     * @return true when it is
     */
    public boolean contains(InetAddress address) {
        return addresses.contains(address.getHostAddress());
    }

    /**
     * Says whether an address is listed.
     *
     * @param text an IP address; anything else is not listed
     * @return true when it is
     */
    public boolean contains(String text) {
        return canonical(text).filter(addresses::contains).isPresent();
    }

    /**
     * Lists the addresses.
     *
     * @return a copy, sorted
     */
    public List<String> all() {
        return List.copyOf(addresses);
    }

    private static Optional<String> canonical(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.strip()).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
