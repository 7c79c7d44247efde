/** How addresses are written: mangled inside messages, and as {@code host:port} text. Pure functions. */
package io.fairlead.protocol.address;
