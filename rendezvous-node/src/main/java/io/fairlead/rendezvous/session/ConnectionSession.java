package io.fairlead.rendezvous.session;

import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RendezvousMessage;

/**
 * The state machine of one TCP or WebSocket connection, protocol sections 7, 8, 10 and 11.
 *
 * <ul>
 *   <li><b>fresh</b>: anything may come. A PunchHoleRequest or RequestRelay makes it a <i>requester</i>; a
 *       PunchHoleSent, LocalAddr or RelayResponse an <i>answering device</i>; a RegisterPk a <i>device</i>; a
 *       HealthCheck a <i>health check</i>.
 *   <li><b>requester</b>: waits for a device's answer; may repeat its request. It cannot answer for a device.
 *   <li><b>answering device</b>: may answer again; cannot ask, as one connection is not both sides.
 *   <li><b>device</b>: registers, and is online while the connection lives once it has been told OK.
 *   <li><b>health check</b>: a controlling client's sign of life; held, and nothing else.
 * </ul>
 *
 * Questions (NAT test, online query, software, change of id, the API server) are answered in every state. What does not
 * belong is counted and ignored. Runs on the connection's event loop.
 */
public final class ConnectionSession {
    private enum State {
        FRESH, REQUESTER, ANSWERING_DEVICE, DEVICE, HEALTH_CHECK
    }

    private final ClientConnection client;
    private final Services services;
    private State state = State.FRESH;
    private String registeredAs = "";

    /**
     * A connection that has said nothing yet.
     *
     * @param client   the connection
     * @param services what its messages are handed to
     */
    public ConnectionSession(ClientConnection client, Services services) {
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
                    services.connect().answer(client.address(), client.transport(), message);
                }
            }
            case TEST_NAT_REQUEST ->
                client.send(services.query()
                        .natTest(message.getTestNatRequest(), client.address().getPort()));
            case ONLINE_REQUEST -> services.query().online(message.getOnlineRequest(),
                    client.address().getAddress(), client::send);
            case SOFTWARE_UPDATE ->
                services.query().softwareUpdate(message.getSoftwareUpdate()).ifPresent(client::send);
            case HTTP_PROXY_REQUEST -> services.httpProxy().forward(message.getHttpProxyRequest(),
                    client.address().getAddress(), client::send);
            case REGISTER_PK -> register(message);
            case HC -> {
                if (become(State.HEALTH_CHECK, message)) {
                    client.held();
                    client.send(held());
                }
            }
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
                    HTTP_PROXY_RESPONSE,
                    UNION_NOT_SET ->
                services.events().unexpected(client.address(), message.getUnionCase());
        }
    }

    /** Tells a health check, as a device is told, how long it may hear nothing. */
    private RendezvousMessage held() {
        return RendezvousMessage.newBuilder()
                .setRegisterPkResponse(RegisterPkResponse.newBuilder()
                        .setKeepAlive(Math.toIntExact(client.keepAlive().toSeconds())))
                .build();
    }

    private void register(RendezvousMessage message) {
        RegisterPk registration = message.getRegisterPk();
        if (!registration.getOldId().isEmpty()) {
            services.changeId().change(registration, client);
            return;
        }
        if (!become(State.DEVICE, message)) {
            return;
        }
        if (!registeredAs.equals(registration.getId())) {
            services.devices().ended(registeredAs, client);
            registeredAs = registration.getId();
        }
        services.registrations().key(registration, client);
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
        switch (state) {
            case REQUESTER -> services.connect().closed(client);
            case DEVICE -> services.devices().ended(registeredAs, client);
            case FRESH, ANSWERING_DEVICE, HEALTH_CHECK -> {} // Nobody knows the connection.
        }
    }
}
