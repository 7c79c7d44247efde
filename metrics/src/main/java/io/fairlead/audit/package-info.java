/**
 * Who did what, for ever: {@link io.fairlead.audit.AuditEvent} is what is noted, {@link io.fairlead.audit.AuditSink}
 * where nodes note it, {@link io.fairlead.audit.AuditLog} the queue and the thread that write it to {@link
 * io.fairlead.audit.AuditFile} and, by {@link io.fairlead.audit.QueuedOutput}, over the network. Imports nothing of
 * ours but the meters. Nothing here ever blocks who notes an event; no event holds a uuid, a key, a token or a payload.
 */
package io.fairlead.audit;
