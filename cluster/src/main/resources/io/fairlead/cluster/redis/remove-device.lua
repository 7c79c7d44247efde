-- Removes a device's identity and its route. The fence stays for an hour, so that a route which is claimed meanwhile has
-- a larger one.
--
-- KEYS[1]  the device
-- answers  1 when an identity was removed; 0 when there was none, or one that a move has not brought here for good yet
local found = redis.call('HMGET', KEYS[1], 'u', 'n')
if found[2] or not found[1] then
    return 0
end
redis.call('HDEL', KEYS[1], 'u', 'k', 'i', 'c', 'h', 'r', 'p')
redis.call('EXPIRE', KEYS[1], 3600)
return 1
