package io.fairlead.rendezvous.limit;

import io.fairlead.cluster.RecordTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Limits what one IP address registers: keys per minute, and different ids per day.
 *
 * <p>Keys are a bucket that refills evenly. The open server instead counts until a minute has passed without any, which
 * shuts a site of many devices out for as long as they keep trying. IPv6 addresses count by their /64, as whoever has
 * one address there has them all. Safe for use by any thread: a lock is held for a few memory accesses.
 */
public final class AddressLimiter {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;
    private static final int V6_NETWORK_LENGTH = 8;

    /** Keys that count, as a double's bits. */
    private static final int SPENT = RecentRecords.OWN;
    private static final int LAST_KEY = SPENT + Long.BYTES;
    private static final int DAY_START = LAST_KEY + Long.BYTES;
    /** The day's first id, as its hash. */
    private static final int FIRST_ID = DAY_START + Long.BYTES;
    /** Different ids of the day. */
    private static final int IDS = FIRST_ID + Long.BYTES;
    private static final int OWN_PART = IDS + Integer.BYTES - RecentRecords.OWN;

    private final int keysPerMinute;
    private final int idsPerDay;
    private final Predicate<InetAddress> exempt;
    private final RecentRecords uses;

    /** Hashes of the day's ids but the first, of addresses that have more than one, by record. */
    private final Map<Integer, Set<Long>> moreIds = new HashMap<>();

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
        this.uses = new RecentRecords(capacity, OWN_PART, moreIds::remove);
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
        byte[] site = site(address);
        long idHash = uses.hash(id.getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            int known = uses.find(site);
            return admit(known == 0 ? fresh(site, now) : known, idHash, now);
        }
    }

    private int fresh(byte[] site, long now) {
        int use = uses.add(site);
        RecordTable fields = uses.fields();
        fields.setLong(use, SPENT, Double.doubleToRawLongBits(0));
        fields.setLong(use, LAST_KEY, now);
        fields.setLong(use, DAY_START, now);
        fields.setInt(use, IDS, 0);
        return use;
    }

    private boolean admit(int use, long id, long now) {
        RecordTable fields = uses.fields();
        double left = spentAt(use, now);
        fields.setLong(use, LAST_KEY, now);
        if (keysPerMinute > 0 && left + 1 > keysPerMinute) {
            fields.setLong(use, SPENT, Double.doubleToRawLongBits(left));
            return false;
        }
        fields.setLong(use, SPENT, Double.doubleToRawLongBits(left + 1));
        if (now - fields.getLong(use, DAY_START) >= DAY) {
            fields.setLong(use, DAY_START, now);
            fields.setInt(use, IDS, 0);
            moreIds.remove(use);
        }
        return idsPerDay == 0 || isKnown(use, id) || addId(use, id);
    }

    private boolean isKnown(int use, long id) {
        RecordTable fields = uses.fields();
        return fields.getInt(use, IDS) > 0
                && (fields.getLong(use, FIRST_ID) == id || moreIds.getOrDefault(use, Set.of()).contains(id));
    }

    private boolean addId(int use, long id) {
        RecordTable fields = uses.fields();
        int before = fields.getInt(use, IDS);
        if (before >= idsPerDay) {
            return false;
        }
        fields.setInt(use, IDS, before + 1);
        if (before == 0) {
            fields.setLong(use, FIRST_ID, id);
        } else {
            moreIds.computeIfAbsent(use, _ -> new HashSet<>()).add(id);
        }
        return true;
    }

    private double spentAt(int use, long now) {
        RecordTable fields = uses.fields();
        double spent = Double.longBitsToDouble(fields.getLong(use, SPENT));
        return Math.max(0, spent - (double) (now - fields.getLong(use, LAST_KEY)) * keysPerMinute / MINUTE);
    }

    /**
     * Lists what addresses have used.
     *
     * @param now monotonic time in nanoseconds
     * @return the one longest unheard first
     */
    public synchronized List<AddressUse> uses(long now) {
        List<AddressUse> all = new ArrayList<>();
        uses.forEach(use -> all.add(view(use, now)));
        return all;
    }

    /**
     * Tells what one address has used, which counts as being heard.
     *
     * @param address the address
     * @param now     monotonic time in nanoseconds
     * @return empty when it has not been heard
     */
    public synchronized Optional<AddressUse> use(InetAddress address, long now) {
        int use = uses.find(site(address));
        return use == 0 ? Optional.empty() : Optional.of(view(use, now));
    }

    /**
     * Forgets one address, so that it may start again.
     *
     * @param address the address
     */
    public synchronized void forget(InetAddress address) {
        int use = uses.find(site(address));
        if (use != 0) {
            uses.remove(use);
        }
    }

    /** Forgets all addresses. */
    public synchronized void forgetAll() {
        uses.clear();
        moreIds.clear();
    }

    private AddressUse view(int use, long now) {
        RecordTable fields = uses.fields();
        return new AddressUse(
                address(fields.key(use)),
                (int) Math.ceil(spentAt(use, now)),
                TimeUnit.NANOSECONDS.toSeconds(now - fields.getLong(use, LAST_KEY)),
                fields.getInt(use, IDS),
                TimeUnit.NANOSECONDS.toSeconds(now - fields.getLong(use, DAY_START)));
    }

    private static byte[] site(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == V4_LENGTH ? octets : Arrays.copyOf(octets, V6_NETWORK_LENGTH);
    }

    private static InetAddress address(byte[] site) {
        try {
            return InetAddress.getByAddress(site.length == V4_LENGTH ? site : Arrays.copyOf(site, V6_LENGTH));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }
}
