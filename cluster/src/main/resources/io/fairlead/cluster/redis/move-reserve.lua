-- Second step of a move, at the new id: writes the identity there, which counts only when the reservation is gone.
--
-- KEYS[1]  the new id
-- KEYS[2]  the epoch of its bucket
-- ARGV[1]  the reservation: the move's token, a blank, the old id
-- ARGV[2]  the name of the epoch that the caller knows
-- ARGV[3..5] uuid, public key, IP address
-- ARGV[6]  when it was created, Unix time in seconds; '' = now
-- answers  {'reserved'}; {'taken'}; {'other', reservation} when another device is about to move here; {'grace'} and
--          {'lost'} as when an identity is stored
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local found = redis.call('HMGET', KEYS[1], 'u', 'h', 'n')
if found[3] then
    return {'other', found[3]}
end
if found[1] and not (found[2] and tonumber(found[2]) <= now) then
    return {'taken'}
end
local epoch = redis.call('GET', KEYS[2])
if not epoch then
    return {'lost'}
end
local name, grace = string.match(epoch, '^(%S+) (%d+)$')
if name ~= ARGV[2] then
    return {'lost'}
end
if tonumber(grace) > now then
    return {'grace'}
end
redis.call('HDEL', KEYS[1], 'k', 'i', 'h')
redis.call('HSET', KEYS[1], 'n', ARGV[1], 'u', ARGV[3], 'c', ARGV[6] ~= '' and ARGV[6] or time[1])
if ARGV[4] ~= '' then
    redis.call('HSET', KEYS[1], 'k', ARGV[4])
end
if ARGV[5] ~= '' then
    redis.call('HSET', KEYS[1], 'i', ARGV[5])
end
redis.call('PERSIST', KEYS[1])
return {'reserved'}
