/**
 * The wire protocol that RustDesk clients speak with a rendezvous and a relay server, in both directions: servers use
 * it, and so do simulated clients. Nothing here decides anything.
 */
package io.fairlead.protocol;
