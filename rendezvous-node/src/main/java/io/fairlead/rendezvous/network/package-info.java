/**
 * Where clients are, and by which address each place reaches a relay: the networks table, whether two sides are at the
 * same site, and the rendering and recognising of relay addresses. Pure; nothing here opens a socket or a file.
 */
package io.fairlead.rendezvous.network;
