-- Renews a relay's lease, says how the relay is, and removes relays whose lease has ended. The same for nodes that take
-- operators' commands.
--
-- KEYS[1]  relays that live (hash: node id -> end of the lease in ms of this server's clock, a line feed, what it says)
-- ARGV[1]  the relay's node id
-- ARGV[2]  what it says of itself
-- ARGV[3]  how long its lease lasts, ms
--
-- The clock is this server's own, as those of the nodes may differ.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local ends = tonumber(string.match(all[i + 1], '^%d+'))
  if not ends or ends <= now then
    redis.call('HDEL', KEYS[1], all[i])
  end
end
return redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f\n%s', now + ARGV[3], ARGV[2]))
