-- Runs a script as Argo CD does: argo.lua SCRIPT OBJECT, where OBJECT is a file with a Lua expression. Prints the result as
-- JSON, or ends with the script's error. Of Lua's libraries only the basic functions, tables and the time are there, and no
-- methods of texts.
local write, format = io.write, string.format
local script = assert(loadfile(arg[1]))
obj = assert(loadfile(arg[2]))()
actionParams = {}
debug.setmetatable("", nil)
os = { time = os.time, date = os.date }
for _, library in ipairs({ "string", "math", "io", "debug", "coroutine" }) do
  _G[library] = nil
  package.loaded[library] = nil
end

local function encode(value)
  if type(value) ~= "table" then
    return type(value) == "string" and format("%q", value) or tostring(value)
  end
  local parts = {}
  for key, item in pairs(value) do
    table.insert(parts, (#value > 0 and "" or format("%q", key) .. ":") .. encode(item))
  end
  local list = table.concat(parts, ",")
  return #value > 0 and "[" .. list .. "]" or "{" .. list .. "}"
end

write(encode(script()))
