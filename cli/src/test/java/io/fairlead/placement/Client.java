package io.fairlead.placement;

import io.fairlead.load.place.ClientSettings;

/**
 * A client of a row.
 *
 * @param host      where it is
 * @param via       by what it knows its server
 * @param ownRelay  its user's relay; empty = none. {@code {lan}} and {@code {lan6}} stand for the server's addresses
 * @param webSocket whether it uses WebSocket
 * @param forced    whether its user insists on a relay
 */
record Client(String host, Via via, String ownRelay, boolean webSocket, boolean forced) {
    static Client at(String host, Via via) {
        return new Client(host, via, "", false, false);
    }

    Client relay(String own) {
        return new Client(host, via, own, webSocket, forced);
    }

    Client overWebSocket() {
        return new Client(host, via, ownRelay, true, forced);
    }

    Client forcing() {
        return new Client(host, via, ownRelay, webSocket, true);
    }

    boolean isInOffice() {
        return host.startsWith("desk");
    }

    ClientSettings settings(Setup setup, String key) {
        ClientSettings settings = via.settings(setup, key).withOwnRelay(Expectation.fill(ownRelay, setup));
        if (isInOffice()) {
            // Names that the office's own DNS has.
            settings = new ClientSettings(settings.idServer(), key,
                    settings.names()
                            .with("relay.corp", "192.168.0.112")
                            .with("r1.office.example", "192.168.0.111")
                            .with("r2.office.example", "192.168.0.112"),
                    settings.ownRelay(), false, false);
        }
        settings = webSocket ? settings.overWebSocket() : settings;
        return forced ? settings.forcingRelay() : settings;
    }
}
