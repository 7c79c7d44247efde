-- Ends a route if it has not been claimed again since. The fence stays, so that the next is larger; where there is
-- nothing but a fence, it goes when no claim can be on its way any more.
--
-- KEYS[1]  the device
-- ARGV[1]  the fence that the claim gave
-- answers  1 when the route was ended
if redis.call('HGET', KEYS[1], 'f') ~= ARGV[1] then
    return 0
end
local ended = redis.call('HDEL', KEYS[1], 'r')
if redis.call('HEXISTS', KEYS[1], 'u') == 0 and redis.call('HLEN', KEYS[1]) == 1 then
    redis.call('EXPIRE', KEYS[1], 3600)
end
return ended
