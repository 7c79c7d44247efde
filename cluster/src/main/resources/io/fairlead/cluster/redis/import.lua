-- Stores a device that comes from another store, with the time that it was created; never replaces one.
--
-- KEYS[1]  the device
-- ARGV[1..3] uuid, public key, IP address
-- ARGV[4]  when it was created, Unix time in seconds; '' = now
-- ARGV[5]  until when the id is held for a device that has moved to another, Unix time in seconds; '' = it is not
-- answers  'stored'; 'there': something is stored, to be compared by the caller; 'over': it was held long enough
local time = redis.call('TIME')
local found = redis.call('HMGET', KEYS[1], 'u', 'n', 'h')
if ARGV[5] ~= '' and tonumber(ARGV[5]) <= tonumber(time[1]) then
    return 'over'
end
if found[2] or found[1]
        and not (found[3] and tonumber(found[3]) <= tonumber(time[1]) * 1000000 + tonumber(time[2])) then
    return 'there'
end
redis.call('HDEL', KEYS[1], 'k', 'i', 'h')
redis.call('HSET', KEYS[1], 'u', ARGV[1], 'c', ARGV[4] ~= '' and ARGV[4] or time[1])
if ARGV[2] ~= '' then
    redis.call('HSET', KEYS[1], 'k', ARGV[2])
end
if ARGV[3] ~= '' then
    redis.call('HSET', KEYS[1], 'i', ARGV[3])
end
redis.call('PERSIST', KEYS[1])
if ARGV[5] ~= '' then
    redis.call('HSET', KEYS[1], 'h', ARGV[5] .. '000000')
    redis.call('EXPIREAT', KEYS[1], ARGV[5])
end
return 'stored'
