-- Lists the relays, or the nodes that take operators' commands, whose lease has not ended. Changes nothing.
--
-- KEYS[1]  relays that live (hash, see announce-relay.lua)
--
-- Answers three values for each relay: its node id, how long its lease still lasts in ms, what it says of itself.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = redis.call('HGETALL', KEYS[1])
local live = {}
for i = 1, #all, 2 do
  local ends, said = string.match(all[i + 1], '^(%d+)\n(.*)$')
  if ends and tonumber(ends) > now then
    live[#live + 1] = all[i]
    live[#live + 1] = string.format('%.0f', tonumber(ends) - now)
    live[#live + 1] = said
  end
end
return live
