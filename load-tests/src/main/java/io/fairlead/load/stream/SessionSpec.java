package io.fairlead.load.stream;

import io.fairlead.load.traffic.SessionPlan;

/**
 * A session that is to be carried.
 *
 * @param plan       what, and its number, which no other session has that is open
 * @param uuid       by which the relay pairs the legs
 * @param key        licence key for the relay; empty = none
 * @param ending     how it is to end
 * @param device     the device's leg
 * @param controller the controller's leg
 */
public record SessionSpec(SessionPlan plan, String uuid, String key, Ending ending, LegSpec device,
        LegSpec controller) {}
