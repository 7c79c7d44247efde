package io.fairlead.rendezvous.limit;

import java.net.InetAddress;

/**
 * What one IP address has used of its limits, as the console's {@code ib} shows it.
 *
 * @param address    the address; of IPv6 the first of its /64, which is one customer's
 * @param keys       RegisterPk messages that still count
 * @param keysAge    seconds since the last of them
 * @param ids        different ids of the running day
 * @param idsAge     seconds since the day's first
 */
public record AddressUse(InetAddress address, int keys, long keysAge, int ids, long idsAge) {}
