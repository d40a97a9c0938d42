-- What runs before a hyprland.lua, in four parts that are one program: an `hl` that only takes down what is asked of it.
-- The functions of `host` are all there is of the world; nothing but text, numbers and tables crosses.
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
