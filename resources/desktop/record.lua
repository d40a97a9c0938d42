-- Runs before a hyprland.lua: puts an `hl` in place that only takes down what is asked of it, and takes away whatever
-- reaches outside. The functions of `host` are all there is of the world; nothing but text, numbers and tables crosses.
local host = ...

local getinfo, traceback = debug.getinfo, debug.traceback
local type, next, select, pcall, error, setmetatable, getmetatable, rawget, tostring =
  type, next, select, pcall, error, setmetatable, getmetatable, rawget, tostring
local pack, concat, sub, find, gsub = table.pack, table.concat, string.sub, string.find, string.gsub
local insert = table.insert

-- Where in the user's files we are: the innermost frame that is not of this file.
local function place()
  for level = 3, 40 do
    local info = getinfo(level, 'Sl')
    if info == nil then break end
    if info.what ~= 'C' and info.source ~= '@record.lua' and info.currentline > 0 then
      return host.path(sub(info.source, 2)), info.currentline
    end
  end
  return '', 0
end

local submap, during

local function record(name, ...)
  local file, line = place()
  return host.record(name, file, line, submap, during, ...)
end

local function failed(message)
  local file, line = place()
  host.failed(tostring(message), file, line, during)
end

-- What the functions of hl give back: it answers to the methods that Hyprland's own objects have.
local handles = {}
handles.__index = function(handle, key)
  if key == 'set_enabled' or key == 'remove' or key == 'unbind' or key == 'set_timeout' or key == 'dismiss' then
    return function(_, value) record('handle', rawget(handle, '__call'), key, value) end
  end
  if key == 'is_enabled' or key == 'is_active' or key == 'is_alive' then return function() return true end end
  return nil
end
handles.__metatable = false

local function handle_of(id) return setmetatable({ __call = id }, handles) end

local function recorder(name)
  return function(...) return handle_of(record(name, ...)) end
end

-- hl.dsp: every function of it makes a dispatcher, which can be bound, called or dispatched.
local dispatchers = { __call = function(self) record('dispatch', self) return { ok = true } end, __metatable = false }
local function dispatcher(name)
  return function(...) return setmetatable({ __dsp = name, args = pack(...) }, dispatchers) end
end
local function dispatchers_of(prefix, names)
  local made = {}
  for name in string.gmatch(names, '%S+') do made[name] = dispatcher(prefix .. name) end
  return made
end

local dsp = dispatchers_of('', 'exec_cmd exec_raw exit submap pass send_shortcut send_key_state layout dpms event global '
  .. 'force_renderer_reload force_idle release_input_capture focus no_op')
dsp.cursor = dispatchers_of('cursor.', 'move_to_corner move')
dsp.group = dispatchers_of('group.', 'toggle next prev active move_window lock lock_active')
dsp.window = dispatchers_of('window.', 'close kill signal float fullscreen fullscreen_state pseudo move swap center '
  .. 'cycle_next tag clear_tags toggle_swallow pin bring_to_top alter_zorder set_prop deny_from_group drag resize')
dsp.workspace = dispatchers_of('workspace.', 'rename change_id move swap_monitors toggle_special')

hl = { dsp = dsp }
for name in string.gmatch('config monitor device bind unbind window_rule layer_rule workspace_rule curve animation gesture '
  .. 'permission env exec_cmd timer dispatch clear_crashed_lockscreen exec_scheduled_prop_refresh_immediately', '%S+') do
  hl[name] = recorder(name)
end

function hl.version() return host.input('version') end
function hl.get_config(key) return host.config(tostring(key)) end
function hl.is_key_down() return false end
function hl.get_loaded_plugins() return {} end
function hl.get_monitors() return host.input('monitors') end
function hl.get_monitor(selector)
  for _, monitor in ipairs(host.input('monitors')) do
    if monitor.name == selector or monitor.id == selector or 'desc:' .. monitor.description == selector then return monitor end
  end
  return nil
end
function hl.get_active_monitor() return host.input('monitors')[1] end
hl.get_monitor_at = hl.get_active_monitor
hl.get_monitor_at_cursor = hl.get_active_monitor
function hl.get_cursor_pos() return host.input('cursor') end
for name in string.gmatch('get_windows get_workspaces get_layers get_workspace_windows', '%S+') do
  hl[name] = function() return {} end
end
for name in string.gmatch('get_window get_active_window get_urgent_window get_workspace get_active_workspace '
  .. 'get_active_special_workspace get_last_window get_last_workspace get_current_submap', '%S+') do
  hl[name] = function() return nil end
end
hl.notification = { create = recorder('notification.create'), get = function() return {} end }
hl.layout = setmetatable({ register = recorder('layout.register') }, {
  __index = function(_, key) return recorder('layout.' .. tostring(key)) end,
})
hl.plugin = setmetatable({ load = recorder('plugin.load') }, {
  __index = function(plugins, name)
    local made = setmetatable({}, {
      __index = function(_, key) return recorder('plugin.' .. tostring(name) .. '.' .. tostring(key)) end,
      __call = function(_, ...) return handle_of(record('plugin.' .. tostring(name), ...)) end,
    })
    rawset(plugins, name, made)
    return made
  end,
})
-- A function that came after this was written is taken down as unknown, and the rest of the file is still read.
setmetatable(hl, { __index = function(_, name) return recorder(tostring(name)) end })

function hl.define_submap(name, reset, fill)
  if type(reset) == 'function' then fill = reset end
  record('define_submap', name)
  local before = submap
  submap = tostring(name)
  local ok, message = pcall(fill)
  submap = before
  if not ok then failed(message) end
end

-- What is done at the start and at the end is part of the picture; other events are only named.
local later = {}
function hl.on(event, callback)
  local id = record('on', event)
  if event == 'hyprland.start' or event == 'hyprland.shutdown' or event == 'config.reloaded' then
    insert(later, { event = event, callback = callback })
  end
  return handle_of(id)
end

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

-- A finaliser would run where nothing can stop it.
local set = setmetatable
_G.setmetatable = function(object, meta)
  if type(meta) == 'table' and rawget(meta, '__gc') ~= nil then error('__gc is not available here', 2) end
  return set(object, meta)
end

function collectgarbage(what) return what == 'count' and 1024 or 0 end
function print() end
function warn() end
debug = { traceback = traceback, getinfo = function(where, what)
  if type(where) == 'number' then where = where + 1 end
  local info = getinfo(where, what or 'Sl')
  if info ~= nil and info.source ~= nil and sub(info.source, 1, 1) == '@' then
    info.source = '@' .. host.path(sub(info.source, 2))
    info.short_src = sub(info.source, 2)
  end
  return info
end }

-- The outside is named and not reached: nothing is run, opened or written.
local function outside(name, ...)
  local file, line = place()
  local what = select('#', ...) > 0 and tostring((...)) or ''
  host.outside(name, what, file, line)
end

-- A file that is open: a text that is read piece by piece. What is written to it goes nowhere.
local opened = {}
opened.__index = opened
function opened:line(keep)
  if self.at > #self.text then return nil end
  local stop = find(self.text, '\n', self.at, true) or #self.text + 1
  local line = sub(self.text, self.at, keep and stop or stop - 1)
  self.at = stop + 1
  return line
end
function opened:read(form)
  if type(form) == 'number' then
    if self.at > #self.text then return form == 0 and '' or nil end
    local piece = sub(self.text, self.at, self.at + form - 1)
    self.at = self.at + form
    return piece
  end
  form = gsub(form or 'l', '^%*', '')
  if sub(form, 1, 1) == 'a' then
    local rest = sub(self.text, self.at)
    self.at = #self.text + 1
    return rest
  end
  if sub(form, 1, 1) == 'n' then return tonumber(self:line(false)) end
  return self:line(sub(form, 1, 1) == 'L')
end
function opened:lines(form) return function() return self:read(form) end end
function opened:write() return self end
function opened:close() return true, 'exit', 0 end
function opened:flush() return true end
function opened:seek() return self.at - 1 end
function opened:setvbuf() return true end
local function open(text) return set({ text = text or '', at = 1 }, opened) end
local function nothing() return open('') end

-- Files of the folder may be read, and the name of the host may be asked for; nothing else is there.
local function text_of(call, name, mode)
  local text
  if not find(mode or 'r', '[wa+]') then text = host.read(tostring(name)) end
  if text == nil then outside(call, name) end
  return text
end
io = {
  open = function(name, mode)
    local text = text_of('io.open', name, mode)
    if text == nil then return nil, tostring(name) .. ': files are not opened here', 2 end
    return open(text)
  end,
  popen = function(command)
    local text = host.answer(tostring(command))
    if text == nil then outside('io.popen', command) end
    return open(text)
  end,
  lines = function(name, form) return open(name and text_of('io.lines', name)):lines(form) end,
  read = function() return nil end,
  write = function() return true end,
  input = nothing, output = nothing, tmpfile = nothing, close = function() return true end,
  type = function(object) return getmetatable(object) == opened and 'file' or nil end,
  stdout = nothing(), stderr = nothing(), stdin = nothing(),
}
local function refused(name)
  return function(...) outside('os.' .. name, ...) return nil, 'this is not done here', 1 end
end
os = {
  getenv = function(name) return host.env(tostring(name)) end,
  time = function(when)
    if type(when) ~= 'table' then return 1767225600 end
    return 1767225600 + ((when.hour or 12) - 12) * 3600
  end,
  clock = function() return 0 end,
  date = function(form)
    if type(form) == 'string' and find(form, '^!?%*t') then
      return { year = 2026, month = 1, day = 1, hour = 12, min = 0, sec = 0, wday = 5, yday = 1, isdst = false }
    end
    if form == '%H' then return '12' end
    return '2026-01-01 12:00:00'
  end,
  difftime = function(one, other) return one - (other or 0) end,
  execute = refused('execute'), remove = refused('remove'), rename = refused('rename'), tmpname = refused('tmpname'),
  setlocale = function() return 'C' end,
  exit = function() error('the configuration ended itself', 0) end,
}

return function(file)
  local chunk, problem = host.load(file)
  if chunk == nil then
    failed(problem)
    return
  end
  local ok, message = pcall(chunk, file)
  if not ok then failed(message) end
  for _, each in ipairs(later) do
    during = each.event
    local done, why = pcall(each.callback)
    if not done then failed(why) end
  end
end
