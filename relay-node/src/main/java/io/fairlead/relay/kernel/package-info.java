/**
 * Sessions between two plain TCP connections, once both are paired, on Linux: {@link
 * io.fairlead.relay.kernel.KernelLoops} has one {@link io.fairlead.relay.kernel.KernelLoop} per event loop. What comes
 * in are two file descriptors that Netty has given up, as {@link io.fairlead.relay.kernel.Detached}; they become {@link
 * io.fairlead.relay.kernel.KernelLeg}s of one {@link io.fairlead.relay.kernel.KernelSession}, registered with Netty's
 * epoll on one loop. Each direction is a {@link io.fairlead.relay.kernel.Flow}: it copies through the loop's one buffer
 * while reads are small, and moves pages through a pipe of the loop's pool while they are large.
 *
 * <p>Everything runs on the session's event loop but for what says otherwise. Nothing is allocated for a chunk that is
 * forwarded.
 */
package io.fairlead.relay.kernel;
