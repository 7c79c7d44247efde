-- Notes devices that were refused, and forgets the oldest when there are too many.
--
-- KEYS[1]  refused devices (hash: id -> lines: uuid hash, address, attempts, last attempt in seconds of Unix time)
-- ARGV[1]  so many are kept, the last ones
-- ARGV     then five values for each device: its id; uuid hash; address; attempts, which are added; last attempt
--
-- The oldest are looked for when there is a tenth too many, not each time: that takes a look at all of them.
for i = 2, #ARGV, 5 do
  local before = redis.call('HGET', KEYS[1], ARGV[i])
  local attempts = tonumber(ARGV[i + 3])
  if before then
    attempts = attempts + (tonumber(string.match(before, '^[^\n]*\n[^\n]*\n(%d+)')) or 0)
  end
  redis.call('HSET', KEYS[1], ARGV[i],
    ARGV[i + 1] .. '\n' .. ARGV[i + 2] .. '\n' .. string.format('%.0f', attempts) .. '\n' .. ARGV[i + 4])
end
local most = tonumber(ARGV[1])
if redis.call('HLEN', KEYS[1]) <= most + most / 10 then
  return 0
end
local all = redis.call('HGETALL', KEYS[1])
local devices = {}
for i = 1, #all, 2 do
  local seen = tonumber(string.match(all[i + 1], '^[^\n]*\n[^\n]*\n%d+\n(%d+)')) or 0
  devices[#devices + 1] = {all[i], seen}
end
table.sort(devices, function(one, other) return one[2] > other[2] end)
for i = most + 1, #devices do
  redis.call('HDEL', KEYS[1], devices[i][1])
end
return 1
