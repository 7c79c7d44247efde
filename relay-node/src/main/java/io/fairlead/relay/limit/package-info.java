/**
 * How fast sessions may be, protocol section 9. Time is passed in, in monotonic nanoseconds; amounts are bytes. Safe
 * for use by any thread.
 */
package io.fairlead.relay.limit;
