-- Renews a node's lease, removes those that have ended, and tells who lives. When nobody has renewed for as long as a
-- lease lasts, it was Redis that stood still: then nobody has died of it.
--
-- KEYS[1]  the nodes: id -> end of the lease in microseconds, blank, what the node tells; '' -> the last renewal
-- ARGV[1]  the node
-- ARGV[2]  how long the lease lasts, in microseconds; '0' = it is given up
-- ARGV[3]  what the node tells
-- answers  {'1' when the node had a lease, id, what it tells, id, what it tells, ...}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local lease = tonumber(ARGV[2])
local answer = {tostring(redis.call('HEXISTS', KEYS[1], ARGV[1]))}
if lease == 0 then
    redis.call('HDEL', KEYS[1], ARGV[1])
    return answer
end
local function number(value)
    return string.format('%.0f', value)
end
local last = tonumber(redis.call('HGET', KEYS[1], '') or number(now))
local stood = now - last > lease and now - last or 0
redis.call('HSET', KEYS[1], '', number(now), ARGV[1], number(now + lease) .. ' ' .. ARGV[3])
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
    if all[i] ~= '' then
        local ends, told = string.match(all[i + 1], '^(%d+) (.*)$')
        ends = tonumber(ends)
        if stood > 0 and all[i] ~= ARGV[1] then
            ends = ends + stood
            redis.call('HSET', KEYS[1], all[i], number(ends) .. ' ' .. told)
        end
        if ends > now then
            answer[#answer + 1] = all[i]
            answer[#answer + 1] = told
        else
            redis.call('HDEL', KEYS[1], all[i])
        end
    end
end
return answer
