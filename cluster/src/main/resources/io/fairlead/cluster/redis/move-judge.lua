-- Says at the old id what became of a move whose reservation was met at the new one. An intent that is old is removed:
-- the process that wrote it is gone or has to begin anew.
--
-- KEYS[1]  the old id
-- ARGV[1]  the move's token
-- ARGV[2]  how long a move may take, in microseconds
-- answers  'decided'; 'pending'; 'refused': it can never be decided
if redis.call('HEXISTS', KEYS[1], 'm:' .. ARGV[1]) == 1 then
    return 'decided'
end
local intent = redis.call('HGET', KEYS[1], 'p')
if not intent then
    return 'refused'
end
local token, begun = string.match(intent, '^(%S+) (%d+)$')
if token ~= ARGV[1] then
    return 'refused'
end
local time = redis.call('TIME')
if tonumber(time[1]) * 1000000 + tonumber(time[2]) - tonumber(begun) < tonumber(ARGV[2]) then
    return 'pending'
end
redis.call('HDEL', KEYS[1], 'p')
return 'refused'
