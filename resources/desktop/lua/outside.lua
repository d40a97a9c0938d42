-- Behind modules.lua: what reaches outside is taken away.
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
