-- Reads the name of the store's content, or makes one. Who knew another name tells that what was stored is lost: then
-- new ids are refused for a while, so that those who are there can be stored again.
--
-- KEYS[1]  the epoch
-- ARGV[1]  the name that the caller knows; '' = none
-- ARGV[2]  a new name
-- ARGV[3]  how long new ids are refused, in microseconds
-- answers  {name, how long new ids still are refused, in microseconds}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local stored = redis.call('GET', KEYS[1])
local name, grace = ARGV[2], '0'
if stored then
    name, grace = string.match(stored, '^(%S+) (%d+)$')
end
if ARGV[1] ~= '' and ARGV[1] ~= name and grace == '0' then
    grace = string.format('%.0f', now + tonumber(ARGV[3]))
    stored = false
end
if not stored then
    redis.call('SET', KEYS[1], name .. ' ' .. grace)
end
return {name, string.format('%.0f', math.max(0, tonumber(grace) - now))}
