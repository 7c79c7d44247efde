-- Writes a hash that all nodes follow as a node remembers it, when this server has lost it, or the last changes of it.
--
-- KEYS[1]  the hash; its fields _version and _origin are the versions of its last and of its first change
-- ARGV[1]  the _version that the node remembers
-- ARGV[2]  the _origin that the node remembers
-- ARGV     then the name and value of each other field
--
-- Answers 1, or 0 when nothing was lost and nothing changed. A hash that was begun anew after the loss has a later
-- origin: it keeps what it has, gets the fields that it has not, and the former origin, so that this is done once.
local version = tonumber(redis.call('HGET', KEYS[1], '_version') or '0')
local origin = tonumber(redis.call('HGET', KEYS[1], '_origin') or '0')
if version > 0 and origin > tonumber(ARGV[2]) then
  for i = 3, #ARGV, 2 do
    redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1])
  end
  local next = math.max(version, tonumber(ARGV[1])) + 1
  redis.call('HSET', KEYS[1], '_version', string.format('%.0f', next), '_origin', ARGV[2])
  return 1
end
if version >= tonumber(ARGV[1]) then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '_version', ARGV[1], '_origin', ARGV[2])
for i = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
return 1
