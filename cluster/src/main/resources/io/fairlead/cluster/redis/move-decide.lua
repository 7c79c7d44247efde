-- Third step of a move, at the old id: the decision. From now on the device has the new id and not the old one.
--
-- KEYS[1]  the old id
-- ARGV[1]  the move's token
-- ARGV[2..4] the identity that the caller decided upon: uuid, public key, IP address
-- ARGV[5]  how long the old id is held, in seconds; '0' = it is free at once
-- answers  {'moved'}; {'conflict'} and {'conflict', uuid, public key, IP address} when something else is stored by now;
--          {'refused'} when the intent is gone: somebody gave the move up
local found = redis.call('HMGET', KEYS[1], 'u', 'k', 'i', 'p')
if not found[1] then
    return {'conflict'}
end
if found[1] ~= ARGV[2] or (found[2] or '') ~= ARGV[3] or (found[3] or '') ~= ARGV[4] then
    return {'conflict', found[1], found[2] or '', found[3] or ''}
end
if not found[4] or string.match(found[4], '^%S+') ~= ARGV[1] then
    return {'refused'}
end
redis.call('PERSIST', KEYS[1])
redis.call('HSET', KEYS[1], 'm:' .. ARGV[1], '')
redis.call('HDEL', KEYS[1], 'k', 'i', 'r', 'p', 'h')
if ARGV[5] == '0' then
    redis.call('HDEL', KEYS[1], 'u', 'c')
else
    local time = redis.call('TIME')
    local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
    redis.call('HSET', KEYS[1], 'h', string.format('%.0f', now + tonumber(ARGV[5]) * 1000000), 'c', time[1])
end
return {'moved'}
