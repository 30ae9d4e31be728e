-- For wrk: creates, trades and cancels at a book that stays as deep as it is, for a given time. Prints what
-- came of it as a line of JSON.
--
--   wrk … -s soak.lua URL -- TOKENS SECONDS FIRST TIMESTAMP
--
-- TOKENS is a file of one token a line. Operations are numbered through all runs of one soak, FIRST is this
-- one's first. Of four the first rests an order, the second and third trade with each other, and the fourth
-- cancels what rested LAG times four operations ago.
local ffi = require("ffi")
ffi.cdef [[
    typedef struct { long seconds; long nanoseconds; } instant;
    int clock_gettime(int clock, instant *now);
]]

local MONOTONIC = 1
-- How many orders rest. Those of one account stay below the market's 150.
local LAG = 1000
-- After so many rounds buyers become sellers, so that no position grows.
local TURN = 5000
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
    heads = {}
    for token in io.lines(arguments[1]) do
        heads[#heads + 1] = "HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " .. token .. "\r\n"
    end
    seconds, first, timestamp = tonumber(arguments[2]), tonumber(arguments[3]), arguments[4]
    issued, creates, cancels = -1, 0, 0
end

local function create(account, side, price, name)
    creates = creates + 1
    local body = '{"market":"BTC-USD-PERP","side":"' .. side ..
        '","type":"LIMIT","size":"0.0002","price":"' .. price ..
        '","instruction":"GTC","client_id":"' .. name ..
        '","stp":"EXPIRE_MAKER","signature":"[\\"1\\",\\"2\\"]","signature_timestamp":' .. timestamp .. ',"recv_window":86400000}'
    return "POST /v1/orders " .. heads[account + 1] .. "Content-Type: application/json\r\nContent-Length: " ..
        #body .. "\r\n\r\n" .. body
end

local function rest(round)
    local account, level = round % #heads, round * 7 % 1000
    local name = string.format("soak-%010d", round)
    if account % 2 == 0 then return create(account, "BUY", 62000 + level, name) end
    return create(account, "SELL", 65000 + level, name)
end

-- Even accounts trade with odd ones. Where orders overtake each other some are left over, and after the turn their
-- own account meets them: it gives up the old ones, or they would be more and more.
local function trade(round, step)
    local account = (round * 2 + step) % #heads
    local buys = (step + math.floor(round / TURN)) % 2 == 1
    return create(account, buys and "BUY" or "SELL", "64000", "")
end

local function cancel(round)
    if round < 0 then return "GET /v1/system/time " .. heads[1] .. "\r\n" end
    cancels = cancels + 1
    return "DELETE /v1/orders/by_client_id/" .. string.format("soak-%010d", round) .. " " ..
        heads[round % #heads + 1] .. "\r\n"
end

-- A request whose end never comes keeps its connection silent.
local silence = "GET /v1/system/time HTTP/1.1\r\nHost: 127.0.0.1\r\n"

function request()
    -- wrk calls request once before it starts, to see whether it pipelines.
    if issued < 0 then
        issued = 0
        return silence .. "\r\n"
    end
    local time = now()
    deadline = deadline or time + seconds
    if time >= deadline then return silence end
    local number = first + issued
    local round, step = math.floor(number / 4), number % 4
    issued = issued + 1
    if step == 0 then return rest(round) end
    if step == 3 then return cancel(round - LAG) end
    return trade(round, step)
end

function done(summary, latency, _)
    local errors = summary.errors
    io.write(string.format(
        '{"issued": %d, "answered": %d, "refused": %d, "broken": %d, "creates": %d, "cancels": %d, ' ..
        '"seconds": %f, "p50": %f, "p99": %f}\n',
        thread:get("issued"), summary.requests, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout, thread:get("creates"),
        thread:get("cancels"), thread:get("seconds"), latency:percentile(50) / 1000,
        latency:percentile(99) / 1000))
end
