package io.fairlead.load.scenario;

/** What servers may not be able to do, so that a scenario does without. */
public enum Lack {
    /** Devices cannot register by a secured TCP connection: they register by UDP. */
    TCP_DEVICES,
    /** Devices cannot register by WebSocket: they register by UDP. */
    WEB_SOCKET_DEVICES,
    /** The states of many devices cannot be asked for: nobody does. */
    LISTS
}
