-- wrk's load: login questions over a range of people and terminals, made up before the clock runs.
-- Environment: ZF_BENCH_KEY, ZF_BENCH_PERSONS, ZF_BENCH_ZONES, ZF_BENCH_TERMINALS (per zone).
-- Prints one line of results for the harness to read.
local key = os.getenv("ZF_BENCH_KEY")
local persons = tonumber(os.getenv("ZF_BENCH_PERSONS"))
local zones = tonumber(os.getenv("ZF_BENCH_ZONES"))
local terminals = tonumber(os.getenv("ZF_BENCH_TERMINALS"))
local made = 8192
local requests = {}
local turn = 0

function init(args)
  math.randomseed(20261122)
  for i = 1, made do
    local person = math.random(0, persons - 1)
    local zone = person % zones
    local body = string.format(
      '{"subject":{"type":"user","id":"account%05d"},"action":{"name":"login"},'
        .. '"resource":{"type":"terminal","id":"zone%03d-t%02d"},'
        .. '"context":{"amr":["pwd"],"session_kind":"console","wait_ms":0}}',
      -- Everybody has a terminal of their own: a terminal tried with many accounts is answered 429.
      person, zone, math.floor(person / zones) % terminals)
    requests[i] = wrk.format("POST", "/access/v1/evaluation",
      {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. key}, body)
  end
end

function request()
  turn = turn % made + 1
  return requests[turn]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %.3f %.3f %d\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
