-- Puts a message into a node's mailbox, unless it is full: then its node does not read.
--
-- KEYS[1]  the mailbox (list)
-- ARGV[1]  the message
-- ARGV[2]  how many messages it holds
-- ARGV[3]  how long they are kept after the last one, ms
--
-- Answers 1 when the message is in, else 0.
if redis.call('LLEN', KEYS[1]) >= tonumber(ARGV[2]) then
  return 0
end
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
