/**
 * What both kinds of node do with sockets alike: {@link io.fairlead.protocol.net.ListeningSockets} binds them on the
 * best that the machine offers, {@link io.fairlead.protocol.net.ConsoleDetector} tells an operator's line from a
 * client's frame.
 */
package io.fairlead.protocol.net;
