-- Says whether the time of an id that is held for its former owner is not over yet.
--
-- KEYS[1]  the device
-- answers  1 when it is held
local held = redis.call('HGET', KEYS[1], 'h')
local time = redis.call('TIME')
if held and tonumber(held) > tonumber(time[1]) * 1000000 + tonumber(time[2]) then
    return 1
end
return 0
