/** The relay's loopback console, protocol section 14: a line of text in, text out. */
package io.fairlead.relay.console;
