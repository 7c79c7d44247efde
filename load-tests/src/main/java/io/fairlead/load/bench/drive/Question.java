package io.fairlead.load.bench.drive;

import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;

/** What a device sends of itself by UDP, and how it is to be answered; protocol section 6. */
enum Question {
    /** The heartbeat of a device that the server does not know, which asks for its key. */
    FIRST_HEARTBEAT,
    /** A registration of its key, which is accepted. */
    KEY,
    /** The heartbeat of a device that is registered. */
    HEARTBEAT;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_HEARTBEAT = 32;

    /** No datagram is longer. */
    int longest() {
        return this == KEY ? LONGEST_KEY : LONGEST_HEARTBEAT;
    }

    byte[] datagram(int device) {
        return this == KEY ? DeviceIds.registerPk(device) : DeviceIds.registerPeer(device);
    }

    /** Whether it is of this kind at all: what a device sent before may have been answered twice. */
    boolean isAnsweredBy(RendezvousMessage message) {
        return this == KEY ? message.hasRegisterPkResponse() : message.hasRegisterPeerResponse();
    }

    /** Whether an answer of this kind is the right one. */
    boolean isRight(RendezvousMessage answer) {
        return switch (this) {
            case FIRST_HEARTBEAT -> answer.getRegisterPeerResponse().getRequestPk();
            case KEY -> answer.getRegisterPkResponse().getResult() == Result.OK;
            case HEARTBEAT -> !answer.getRegisterPeerResponse().getRequestPk();
        };
    }
}
