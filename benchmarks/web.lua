-- Requests for wrk, in turn from a file that frames them by their lengths in four octets; REQUESTS names it.
local file = io.open(os.getenv("REQUESTS"), "rb")
local raw = file:read("*a")
file:close()
local requests, at, nth = {}, 1, 0
while at <= #raw do
  local a, b, c, d = raw:byte(at, at + 3)
  local length = ((a * 256 + b) * 256 + c) * 256 + d
  requests[#requests + 1] = raw:sub(at + 4, at + 3 + length)
  at = at + 4 + length
end
request = function()
  nth = nth % #requests + 1
  return requests[nth]
end
