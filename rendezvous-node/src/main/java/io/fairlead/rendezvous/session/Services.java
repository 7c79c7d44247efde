package io.fairlead.rendezvous.session;

import io.fairlead.rendezvous.connect.ConnectService;
import io.fairlead.rendezvous.query.QueryService;

/**
 * What connections hand their messages to.
 *
 * @param connect introductions
 * @param query   questions
 * @param events  who hears of what is dropped
 */
public record Services(ConnectService connect, QueryService query, SessionEvents events) {}
