-- Makes a node the holder of a device, unless another has heard it since.
--
-- KEYS[1]  the device
-- ARGV[1]  the node
-- ARGV[2]  how long ago it heard the device, in microseconds
-- ARGV[3]  what is written: transport, port, length of the address, address, node
-- ARGV[4]  a node that lives no more and whose route does not count; '' = none
-- answers  {'1', fence, the node that held the device or ''} or {'0', '', the node that has heard it since}
--
-- A fence is the moment that the device was heard, in microseconds of Redis' time, or more: each is larger than those
-- before it, also when Redis' clock was set back.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local heard = now - tonumber(ARGV[2])
local found = redis.call('HMGET', KEYS[1], 'f', 'r', 'u')
local stored = tonumber(found[1] or '0')
local former = ''
if found[2] then
    former = string.sub(found[2], 5 + string.byte(found[2], 4))
    if former ~= ARGV[1] and former ~= ARGV[4] and stored > heard then
        return {'0', '', former}
    end
end
local fence = string.format('%.0f', math.max(stored + 1, heard))
redis.call('HSET', KEYS[1], 'f', fence, 'r', ARGV[3])
if not found[3] then
    redis.call('PERSIST', KEYS[1])
end
if former == ARGV[1] then
    former = ''
end
return {'1', fence, former}
