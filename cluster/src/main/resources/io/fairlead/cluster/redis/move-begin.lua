-- First step of a move, at the old id: writes the intent, without which the move cannot be decided.
--
-- KEYS[1]  the old id
-- ARGV[1]  the move's token
-- ARGV[2..4] the identity that the caller decided upon: uuid, public key, IP address
-- answers  {'begun', created}; {'conflict'} when nothing is stored; {'conflict', uuid, public key, IP address};
--          {'reserved', reservation} when a device is about to move here
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local found = redis.call('HMGET', KEYS[1], 'u', 'k', 'i', 'h', 'n', 'c')
if found[5] then
    return {'reserved', found[5]}
end
if not found[1] or found[4] and tonumber(found[4]) <= now then
    return {'conflict'}
end
if found[1] ~= ARGV[2] or (found[2] or '') ~= ARGV[3] or (found[3] or '') ~= ARGV[4] then
    return {'conflict', found[1], found[2] or '', found[3] or ''}
end
redis.call('HSET', KEYS[1], 'p', ARGV[1] .. ' ' .. string.format('%.0f', now))
return {'begun', found[6] or ''}
