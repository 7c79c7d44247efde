/**
 * What sessions of screen sharing carry and when, as {@code docs/traffic-model.md} describes it with its sources.
 * Values in, values out: a {@link io.fairlead.load.traffic.TrafficModel} and a seed give for each session number a
 * {@link io.fairlead.load.traffic.SessionPlan}, and that gives each side's messages in order of time. Nothing is
 * remembered between sessions, so the same seed gives the same sessions whichever thread asks, in whichever order. No
 * sockets, no clock: {@code io.fairlead.load.stream} is what sends.
 */
package io.fairlead.load.traffic;
