/**
 * From bytes on a connection to messages and back. Inbound: {@link io.fairlead.protocol.frame.FrameDecoder} (TCP) or
 * {@link io.fairlead.protocol.frame.WebSocketPayloadCodec} (WebSocket) yields payloads, and
 * {@link io.fairlead.protocol.frame.RendezvousMessageCodec} yields messages; outbound the same way back. All handlers
 * run on their channel's event loop; bad input throws one of two stackless exceptions, on which the server closes.
 */
package io.fairlead.protocol.frame;
