/**
 * The adapters of all ports that several nodes share through Redis. {@link io.fairlead.cluster.redis.RedisStore} is the
 * one connection of a process; {@link io.fairlead.cluster.redis.RedisKeys} builds all keys; each atomic transition is
 * one Lua file in the resources of this package, which opens with its purpose, its KEYS and its ARGV. Keys and values
 * are told in {@code docs/redis.md}.
 *
 * <p>Commands fail fast: while Redis is away they are refused at once, and one that is not answered in time counts as
 * failed. A failure is always the port's own outcome {@code Unavailable}, never 'unknown'. Results complete on threads
 * of the client; nothing here blocks them.
 */
package io.fairlead.cluster.redis;
