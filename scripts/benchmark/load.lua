-- For wrk: sends prepared requests in turn for a given time and prints what came of it as a line of JSON.
--
--   wrk … -s load.lua URL -- FILE SECONDS
--
-- FILE is one of requests.py. After SECONDS no request is started any more, and wrk's own time must be
-- longer: whatever was asked has then been answered, and can be compared with the journal.
local ffi = require("ffi")
ffi.cdef [[
    typedef struct { long seconds; long nanoseconds; } instant;
    int clock_gettime(int clock, instant *now);
]]

local MONOTONIC = 1
local instant = ffi.new("instant")
local thread

local function now()
    ffi.C.clock_gettime(MONOTONIC, instant)
    return tonumber(instant.seconds) + tonumber(instant.nanoseconds) / 1e9
end

function setup(started)
    thread = started
end

function init(arguments)
    requests = {}
    local file = assert(io.open(arguments[1], "rb"))
    for length in function() return file:read("*l") end do
        requests[#requests + 1] = file:read(tonumber(length))
    end
    file:close()
    seconds = tonumber(arguments[2])
    -- wrk calls request once before it starts, to see whether it pipelines.
    issued = -1
end

-- A request whose end never comes keeps its connection silent.
local silence = "GET /v1/system/time HTTP/1.1\r\nHost: 127.0.0.1\r\n"

function request()
    if issued < 0 then
        issued = 0
        return requests[1]
    end
    local time = now()
    deadline = deadline or time + seconds
    if time >= deadline then return silence end
    issued = issued + 1
    return requests[(issued - 1) % #requests + 1]
end

function done(summary, latency, _)
    local errors = summary.errors
    io.write(string.format(
        '{"issued": %d, "answered": %d, "refused": %d, "broken": %d, "seconds": %f, "p50": %f, "p99": %f}\n',
        thread:get("issued"), summary.requests, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        thread:get("seconds"), latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
