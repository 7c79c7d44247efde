-- Notes that a node holds a requester, and makes all notes about that requester last from now on.
--
-- KEYS[1]  the requester's address (set of node ids)
-- ARGV[1]  the node id
-- ARGV[2]  how long it lasts, ms
redis.call('SADD', KEYS[1], ARGV[1])
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
