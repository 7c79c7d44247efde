-- Gives a session's first leg up, if the relay that asks has it.
--
-- KEYS[1]  the session's leg (string)
-- ARGV[1]  the node id of the relay that asks
--
-- Answers 1 when it was given up, 0 when another relay has it, or nobody.
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^[^\n]*') == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
