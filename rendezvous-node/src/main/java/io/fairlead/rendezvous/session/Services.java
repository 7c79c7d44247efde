package io.fairlead.rendezvous.session;

import io.fairlead.rendezvous.connect.ConnectService;
import io.fairlead.rendezvous.query.HttpProxy;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.registration.ChangeIdService;
import io.fairlead.rendezvous.registration.HeldDevices;
import io.fairlead.rendezvous.registration.RegistrationService;

/**
 * What connections hand their messages to.
 *
 * @param registrations devices on connections
 * @param devices       those that this node holds
 * @param changeId      devices that want another id
 * @param connect       introductions
 * @param query         questions
 * @param httpProxy     requests to the operator's API server
 * @param events        who hears of what is dropped
 */
public record Services(
        RegistrationService registrations,
        HeldDevices devices,
        ChangeIdService changeId,
        ConnectService connect,
        QueryService query,
        HttpProxy httpProxy,
        SessionEvents events) {}
