-- Changes fields of a hash that all nodes follow, all or none of them, and gives it a new version.
--
-- KEYS[1]  the hash; its fields _version and _origin are the versions of its last and of its first change
-- ARGV     three values for each field: its name; what it must have now ('*' for anything, '-' for nothing, '=' and the
--          value); what it gets ('-' for nothing, '=' and the value)
--
-- Answers 1, or 0 when a field did not have what it must have; then nothing was changed. Versions grow for ever, also
-- over the loss of the hash: they are this server's clock in microseconds, or the next number when that does not grow.
for i = 1, #ARGV, 3 do
  local value = redis.call('HGET', KEYS[1], ARGV[i])
  local found = value and '=' .. value or '-'
  if ARGV[i + 1] ~= '*' and ARGV[i + 1] ~= found then
    return 0
  end
end
for i = 1, #ARGV, 3 do
  if ARGV[i + 2] == '-' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], string.sub(ARGV[i + 2], 2))
  end
end
local time = redis.call('TIME')
local before = tonumber(redis.call('HGET', KEYS[1], '_version') or '0')
local version = string.format('%.0f', math.max(time[1] * 1000000 + time[2], before + 1))
redis.call('HSET', KEYS[1], '_version', version)
redis.call('HSETNX', KEYS[1], '_origin', version)
return 1
