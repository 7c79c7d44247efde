package io.fairlead.rendezvous.registration;

import io.fairlead.protocol.message.ConfigUpdate;
import io.fairlead.rendezvous.config.ClientUpdate;

/** What clients with an older list of rendezvous servers are told. */
public final class Updates {
    private Updates() {}

    /**
     * Makes the message.
     *
     * @param update the configured list and its serial
     * @return the list for clients
     */
    public static ConfigUpdate configUpdate(ClientUpdate update) {
        return ConfigUpdate.newBuilder()
                .setSerial(update.serial())
                .addAllRendezvousServers(update.rendezvousServers())
                .build();
    }
}
