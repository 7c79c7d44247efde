-- Last step of a move, at the old id: removes what was written for its sake, as nobody will ask for it any more.
--
-- KEYS[1]  the old id
-- ARGV[1]  the move's token
-- answers  1
redis.call('HDEL', KEYS[1], 'm:' .. ARGV[1])
local intent = redis.call('HGET', KEYS[1], 'p')
if intent and string.match(intent, '^%S+') == ARGV[1] then
    redis.call('HDEL', KEYS[1], 'p')
end
local held = redis.call('HGET', KEYS[1], 'h')
if held and redis.call('HLEN', KEYS[1]) <= 4 then
    redis.call('PEXPIREAT', KEYS[1], math.ceil(tonumber(held) / 1000))
elseif redis.call('HEXISTS', KEYS[1], 'u') == 0 and redis.call('HEXISTS', KEYS[1], 'r') == 0
        and redis.call('HLEN', KEYS[1]) == 1 then
    redis.call('EXPIRE', KEYS[1], 3600)
end
return 1
