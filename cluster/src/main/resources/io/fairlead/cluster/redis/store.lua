-- Stores a device's identity if what is stored still is what the caller decided upon.
--
-- KEYS[1]  the device
-- KEYS[2]  the epoch of its bucket
-- ARGV[1]  how: 'new' (nothing may be stored), 'set' (what is stored must be ARGV[7..9]), 'restore' (as 'new', but just
--          the same may be stored, and no grace is kept)
-- ARGV[2]  the name of the epoch that the caller knows
-- ARGV[3..5] uuid, public key, IP address
-- ARGV[6]  when it was created, Unix time in seconds; '' = now, or as it was
-- ARGV[7..9] the expected uuid, public key, IP address; with 'set' only
-- answers  {'stored'}; {'conflict'} when nothing is stored; {'conflict', uuid, public key, IP address};
--          {'reserved', reservation} when a device is about to move here. When nothing is stored, and this says nothing:
--          {'grace'} while what was lost is stored again; {'lost'} when the epoch is not the one that the caller knows
local how = ARGV[1]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local found = redis.call('HMGET', KEYS[1], 'u', 'k', 'i', 'h', 'n')
if found[5] then
    return {'reserved', found[5]}
end
local uuid, key, ip = found[1], found[2] or '', found[3] or ''
if found[4] and tonumber(found[4]) <= now then
    uuid = false
end
if uuid then
    if how == 'restore' and uuid == ARGV[3] and key == ARGV[4] and ip == ARGV[5] and not found[4] then
        return {'stored'}
    end
    if how ~= 'set' or uuid ~= ARGV[7] or key ~= ARGV[8] or ip ~= ARGV[9] then
        return {'conflict', uuid, key, ip}
    end
else
    if how ~= 'restore' then
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
    end
    if how == 'set' then
        return {'conflict'}
    end
    redis.call('HDEL', KEYS[1], 'c')
end
redis.call('HSET', KEYS[1], 'u', ARGV[3])
for field, value in pairs({k = ARGV[4], i = ARGV[5]}) do
    if value == '' then
        redis.call('HDEL', KEYS[1], field)
    else
        redis.call('HSET', KEYS[1], field, value)
    end
end
if ARGV[6] ~= '' then
    redis.call('HSET', KEYS[1], 'c', ARGV[6])
else
    redis.call('HSETNX', KEYS[1], 'c', time[1])
end
if found[4] then
    redis.call('HDEL', KEYS[1], 'h')
end
redis.call('PERSIST', KEYS[1])
return {'stored'}
