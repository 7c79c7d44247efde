/**
 * Sessions as {@code io.fairlead.load.traffic} plans them, over real connections through a relay, thousands at once.
 * In come session plans, relay addresses and uuids; out go a {@link io.fairlead.load.stream.SessionEnd} for each and
 * what {@link io.fairlead.load.stream.StreamEvents} is told on the way. Both legs of a session are here and on one
 * thread, so one clock times each message from the moment that the plan sends it to when its last byte has arrived.
 * Who reads walks along the same plan as who sends, and so knows each byte that is to come without anything being
 * remembered. A few threads of {@link io.fairlead.load.stream.SessionStreams} do everything; Linux and IPv4 only.
 */
package io.fairlead.load.stream;
