-- Claims the first leg of a session for a relay, or says which relay has it.
--
-- KEYS[1]  the session's leg (string)
-- ARGV[1]  the claimer's node id
-- ARGV[2]  the value to keep: the claimer's node id, a line feed, its address, and what later versions add in more lines
-- ARGV[3]  how long the claim holds, ms
-- ARGV[4]  node id of a holder that is lost, whose claim may be taken over; empty for none
--
-- Answers nil when the claimer has the leg now, else the value of the one that has it.
local held = redis.call('GET', KEYS[1])
if held then
  local holder = string.match(held, '^[^\n]*')
  if holder ~= ARGV[1] and (ARGV[4] == '' or holder ~= ARGV[4]) then
    return held
  end
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return false
