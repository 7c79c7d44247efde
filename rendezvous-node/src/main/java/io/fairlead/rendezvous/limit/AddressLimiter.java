package io.fairlead.rendezvous.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Limits what one IP address registers: keys per minute, and different ids per day.
 *
 * <p>Keys are a bucket that refills evenly. The open server instead counts until a minute has passed without any, which
 * shuts a site of many devices out for as long as they keep trying. IPv6 addresses count by their /64, as whoever has
 * one address there has them all.
 */
public final class AddressLimiter {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final int V6_NETWORK_LENGTH = 8;

    private final int keysPerMinute;
    private final int idsPerDay;
    private final Predicate<InetAddress> exempt;
    private final BoundedTable<InetAddress, Use> uses;

    /**
     * A limiter that has seen nobody.
     *
     * @param keysPerMinute keys that an address may register per minute; 0 = any number
     * @param idsPerDay     different ids that it may register per day; 0 = any number
     * @param capacity      addresses remembered; the ones longest unheard are forgotten
     * @param exempt        addresses without limits, as each stands for many
     */
    public AddressLimiter(int keysPerMinute, int idsPerDay, int capacity, Predicate<InetAddress> exempt) {
        this.exempt = exempt;
        this.keysPerMinute = keysPerMinute;
        this.idsPerDay = idsPerDay;
        this.uses = new BoundedTable<>(capacity);
    }

    /**
     * Counts a RegisterPk and says whether it may go on.
     *
     * @param address where it came from
     * @param id      the id it is for
     * @param now     monotonic time in nanoseconds
     * @return false when the address has used up one of its limits
     */
    public boolean admit(InetAddress address, String id, long now) {
        if (exempt.test(address)) {
            return true;
        }
        return uses.update(site(address), Use.fresh(now), use -> use.after(id, now, keysPerMinute, idsPerDay)).admitted;
    }

    /**
     * Lists what addresses have used.
     *
     * @param now monotonic time in nanoseconds
     * @return the one longest unheard first
     */
    public List<AddressUse> uses(long now) {
        return uses.list(entry -> entry.getValue().view(entry.getKey(), now, keysPerMinute));
    }

    /**
     * Tells what one address has used.
     *
     * @param address the address
     * @param now     monotonic time in nanoseconds
     * @return empty when it has not been heard
     */
    public Optional<AddressUse> use(InetAddress address, long now) {
        return uses.find(site(address)).map(use -> use.view(site(address), now, keysPerMinute));
    }

    /**
     * Forgets one address, so that it may start again.
     *
     * @param address the address
     */
    public void forget(InetAddress address) {
        uses.remove(site(address));
    }

    /** Forgets all addresses. */
    public void forgetAll() {
        uses.clear();
    }

    private static InetAddress site(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), V6_NETWORK_LENGTH), 16);
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 octets are an address", e);
        }
    }

    /** One address's state. The set of ids is never changed once it is in here. */
    private record Use(double spent, long lastKey, Set<String> ids, long dayStart, boolean admitted) {
        static Use fresh(long now) {
            return new Use(0, now, Set.of(), now, true);
        }

        Use after(String id, long now, int keysPerMinute, int idsPerDay) {
            double left = spentAt(now, keysPerMinute);
            if (keysPerMinute > 0 && left + 1 > keysPerMinute) {
                return new Use(left, now, ids, dayStart, false);
            }
            boolean newDay = now - dayStart >= DAY;
            Set<String> today = newDay ? Set.of() : ids;
            long start = newDay ? now : dayStart;
            boolean known = today.contains(id);
            if (idsPerDay > 0 && !known && today.size() >= idsPerDay) {
                return new Use(left + 1, now, today, start, false);
            }
            return new Use(left + 1, now, known || idsPerDay == 0 ? today : with(today, id), start, true);
        }

        private static Set<String> with(Set<String> ids, String id) {
            Set<String> out = HashSet.newHashSet(ids.size() + 1);
            out.addAll(ids);
            out.add(id);
            return out;
        }

        private double spentAt(long now, int keysPerMinute) {
            return Math.max(0, spent - (double) (now - lastKey) * keysPerMinute / MINUTE);
        }

        AddressUse view(InetAddress address, long now, int keysPerMinute) {
            return new AddressUse(
                    address,
                    (int) Math.ceil(spentAt(now, keysPerMinute)),
                    TimeUnit.NANOSECONDS.toSeconds(now - lastKey),
                    ids.size(),
                    TimeUnit.NANOSECONDS.toSeconds(now - dayStart));
        }
    }
}
