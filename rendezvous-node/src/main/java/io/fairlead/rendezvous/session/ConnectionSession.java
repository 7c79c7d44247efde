package io.fairlead.rendezvous.session;

import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.connect.Requester;

/**
 * The state machine of one TCP or WebSocket connection, protocol sections 7, 8, 10 and 11.
 *
 * <ul>
 *   <li><b>fresh</b>: anything may come. A PunchHoleRequest or RequestRelay makes it a <i>requester</i>, a
 *   PunchHoleSent,
 *       LocalAddr or RelayResponse an <i>answering device</i>.
 *   <li><b>requester</b>: waits for a device's answer; may repeat its request. It cannot answer for a device.
 *   <li><b>answering device</b>: may answer again; cannot ask, as one connection is not both sides.
 * </ul>
 *
 * Questions (NAT test, online query, software) are answered in every state. What does not belong is counted and
 * ignored. Runs on the connection's event loop.
 */
public final class ConnectionSession {
    private enum State {
        FRESH, REQUESTER, ANSWERING_DEVICE
    }

    private static final RendezvousMessage NOT_SUPPORTED = RendezvousMessage.newBuilder()
            .setRegisterPkResponse(RegisterPkResponse.newBuilder().setResult(RegisterPkResponse.Result.NOT_SUPPORT))
            .build();

    private final Requester client;
    private final Services services;
    private State state = State.FRESH;

    /**
     * A connection that has said nothing yet.
     *
     * @param client   the connection
     * @param services what its messages are handed to
     */
    public ConnectionSession(Requester client, Services services) {
        this.client = client;
        this.services = services;
    }

    /**
     * Takes a message.
     *
     * @param message what came
     */
    public void on(RendezvousMessage message) {
        switch (message.getUnionCase()) {
            case PUNCH_HOLE_REQUEST -> {
                if (become(State.REQUESTER, message)) {
                    services.connect().punchHole(client, message.getPunchHoleRequest());
                }
            }
            case REQUEST_RELAY -> {
                if (become(State.REQUESTER, message)) {
                    services.connect().requestRelay(client, message);
                }
            }
            case PUNCH_HOLE_SENT, LOCAL_ADDR, RELAY_RESPONSE -> {
                if (become(State.ANSWERING_DEVICE, message)) {
                    services.connect().answer(client.address(), message);
                }
            }
            case TEST_NAT_REQUEST ->
                client.send(services.query()
                        .natTest(message.getTestNatRequest(), client.address().getPort()));
            case ONLINE_REQUEST -> services.query().online(message.getOnlineRequest(), client::send);
            case SOFTWARE_UPDATE ->
                services.query().softwareUpdate(message.getSoftwareUpdate()).ifPresent(client::send);
            case REGISTER_PK -> client.send(NOT_SUPPORTED);
            case REGISTER_PEER,
                    REGISTER_PEER_RESPONSE,
                    PUNCH_HOLE,
                    PUNCH_HOLE_RESPONSE,
                    FETCH_LOCAL_ADDR,
                    CONFIGURE_UPDATE,
                    REGISTER_PK_RESPONSE,
                    TEST_NAT_RESPONSE,
                    PEER_DISCOVERY,
                    ONLINE_RESPONSE,
                    KEY_EXCHANGE,
                    HC,
                    HTTP_PROXY_REQUEST,
                    HTTP_PROXY_RESPONSE,
                    UNION_NOT_SET ->
                services.events().unexpected(client.address(), message.getUnionCase());
        }
    }

    private boolean become(State next, RendezvousMessage message) {
        if (state != State.FRESH && state != next) {
            services.events().unexpected(client.address(), message.getUnionCase());
            return false;
        }
        state = next;
        return true;
    }

    /** The connection has ended. */
    public void closed() {
        if (state == State.REQUESTER) {
            services.connect().closed(client);
        }
    }
}
