-- Behind hl.lua.
-- Modules: files beside the configuration, each in a scope of its own for errors, as in Hyprland.
local loaded = { _G = _G, string = string, table = table, math = math, utf8 = utf8, coroutine = coroutine }
package = { path = host.input('path'), cpath = '', loaded = loaded, preload = {}, config = '/\n;\n?\n!\n-\n' }
function package.searchpath() return nil, 'files are not looked for here' end

local function run_file(name, file)
  local chunk, problem = host.load(file)
  if chunk == nil then
    failed(problem)
    return {}
  end
  local ok, value = pcall(chunk, name, file)
  if ok then return value == nil and true or value end
  failed(value)
  return {}
end

function require(name)
  name = tostring(name)
  if loaded[name] ~= nil then return loaded[name] end
  local preload = package.preload[name]
  if preload then
    loaded[name] = preload(name) or true
    return loaded[name]
  end
  local files, problem = host.find(name, tostring(package.path))
  if files == nil then error("module '" .. name .. "' not found: " .. problem, 2) end
  if files.many then
    local values = {}
    for _, file in ipairs(files.list) do insert(values, run_file(file, file)) end
    loaded[name] = values
  else
    -- Meanwhile it counts as loaded, so that modules may ask for each other.
    loaded[name] = {}
    loaded[name] = run_file(name, files.list[1])
  end
  return loaded[name]
end
__require = require

function dofile(name)
  local files, problem = host.find(tostring(name), '')
  if files == nil then error(problem, 2) end
  local chunk, broken = host.load(files.list[1])
  if chunk == nil then error(broken, 2) end
  return chunk()
end
function loadfile(name)
  local files, problem = host.find(tostring(name), '')
  if files == nil then return nil, problem end
  return host.load(files.list[1])
end

-- Programs that were compiled are not checked by Lua and could break out of it.
local load_text = load
function load(chunk, name, _, env)
  if type(chunk) == 'function' then
    local parts = {}
    for part in chunk do
      if part == '' then break end
      insert(parts, part)
    end
    chunk = concat(parts)
  end
  if env == nil then return load_text(chunk, name or '=load', 't') end
  return load_text(chunk, name or '=load', 't', env)
end
string.dump = nil
