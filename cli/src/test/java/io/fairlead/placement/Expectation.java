package io.fairlead.placement;

import io.fairlead.load.place.Introduction;
import io.fairlead.load.place.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to become of a row.
 *
 * @param introduction what is tried first; empty = not asked, as the open server decides it otherwise
 * @param route        by which way they meet
 * @param told         what the device and the requester are told, as {@code device requester}: one of these. {@code *}
 *                     = not asked, {@code -} = nothing
 */
record Expectation(Optional<Introduction> introduction, Route route, List<String> told) {
    static Expectation of(Introduction introduction, Route route, String... told) {
        return new Expectation(Optional.of(introduction), route, List.of(told));
    }

    static Expectation of(Route route, String... told) {
        return new Expectation(Optional.empty(), route, List.of(told));
    }

    static String fill(String text, Setup setup) {
        return text.replace("{lan}", setup.inside())
                .replace("{lan6}", setup.insideV6())
                .replace("{LAN6}", setup.insideV6().toUpperCase(Locale.ROOT).replace("::", ":0::"))
                .replace("{vpn}", setup.vpn());
    }

    boolean fits(Setup setup, String device, String requester) {
        return told.stream().anyMatch(each -> {
            String[] parts = fill(each, setup).split(" ", -1);
            return fits(parts[0], device) && fits(parts[1], requester);
        });
    }

    private static boolean fits(String expected, String told) {
        return expected.equals("*") || expected.equals(told) || (expected.equals("-") && told.isEmpty());
    }
}
