package io.fairlead.placement;

import io.fairlead.load.place.Introduction;
import io.fairlead.load.place.Route;
import java.util.ArrayList;
import java.util.List;

/** A row of the matrix: who wants whom, and what comes of it with which server. */
final class Row {
    private final String requesterIn;
    private final String deviceIn;
    private final Client requester;
    private final Client device;
    private final List<Run> runs = new ArrayList<>();

    private Row(String requesterIn, String deviceIn, Client requester, Client device) {
        this.requesterIn = requesterIn;
        this.deviceIn = deviceIn;
        this.requester = requester;
        this.device = device;
    }

    static Row of(String requesterIn, String deviceIn, Client requester, Client device) {
        return new Row(requesterIn, deviceIn, requester, device);
    }

    /** With Fairlead. {@code told} as {@link Expectation} has it. */
    Row with(Setup setup, Introduction introduction, Route route, String... told) {
        runs.add(new Run(title(), setup, requester, device, Expectation.of(introduction, route, told)));
        return this;
    }

    /** With the open server's handling of addresses. */
    Row without(Setup setup, Route route, String... told) {
        runs.add(new Run(title(), setup, requester, device, Expectation.of(route, told)));
        return this;
    }

    /** The same, where the open server itself takes another way than Fairlead in its place. */
    Row without(Setup setup, Route route, Route really, String... told) {
        return without(setup, Servers.openIsReal() ? really : route, told);
    }

    String title() {
        return requesterIn + " -> " + deviceIn;
    }

    String requesterIn() {
        return requesterIn;
    }

    String deviceIn() {
        return deviceIn;
    }

    Client requester() {
        return requester;
    }

    Client device() {
        return device;
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }
}
