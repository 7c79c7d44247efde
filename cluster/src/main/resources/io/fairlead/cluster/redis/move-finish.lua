-- Fourth step of a move, at the new id: ends the reservation. The identity counts if the move was decided, and goes if
-- it was refused.
--
-- KEYS[1]  the new id
-- ARGV[1]  the reservation
-- ARGV[2]  '1' when it was decided
-- answers  1; 0 when somebody has done it already
if redis.call('HGET', KEYS[1], 'n') ~= ARGV[1] then
    return 0
end
redis.call('HDEL', KEYS[1], 'n')
if ARGV[2] ~= '1' then
    redis.call('HDEL', KEYS[1], 'u', 'k', 'i', 'c')
end
return 1
