import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { luaText, type HyprlandVersion } from '../../../shared/desktop';
import { ConfigFolder } from '../files/folder';
import type { LuaSurroundings } from './answers';
import { USUAL_LIMITS, type LuaLimits } from './machine';
import { runLua } from './run';

const version: HyprlandVersion = { major: 0, minor: 57, patch: 0 };

async function run(
  files: string | Readonly<Record<string, string>>,
  given: Partial<LuaSurroundings> = {},
  limits: LuaLimits = USUAL_LIMITS,
) {
  const outer = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  onTestFinished(() => rm(outer, { recursive: true, force: true }));
  const dir = join(outer, 'hypr');
  await mkdir(dir);
  const all: Readonly<Record<string, string>> = typeof files === 'string' ? { 'hyprland.lua': files } : files;
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  const {
    calls,
    troubles,
    files: read,
  } = await runLua(
    join(dir, 'hyprland.lua'),
    new ConfigFolder(dir, '/home/me'),
    { version, ...given },
    limits,
  );
  const short = (path: string | undefined): string => (path ?? '').replace(`${dir}/`, '');
  return {
    calls: calls.map(
      ({ name, args, from }) => `${short(from.file)}:${from.line} ${name}(${args.map(luaText).join(', ')})`,
    ),
    raw: calls,
    troubles: troubles.map(
      ({ kind, text, from }) =>
        `${from ? `${short(from.file)}:${from.line} ` : ''}${kind}: ${text.replaceAll(`${dir}/`, '')}`,
    ),
    files: read.map(short),
    dir,
    outer,
  };
}

describe('what is taken down', () => {
  it('are calls with their places, from loops, functions and other files', async () => {
    const { calls, troubles, files } = await run({
      'hyprland.lua': `#!/usr/bin/lua
local mod = "SUPER"
hl.config({ general = { gaps_in = 5, col = { active_border = { colors = { "0xff112233" }, angle = 45 } } } })
for i = 1, 2 do
  hl.bind(mod .. " + " .. i, hl.dsp.focus({ workspace = i }))
end
require("more.binds")
local extra = require("./extra")
hl.env("WHO", extra.name)`,
      'more/binds.lua': 'hl.bind("SUPER + Q", hl.dsp.window.close(), { locked = true })',
      'extra.lua': 'return { name = "me" }',
    });
    expect(troubles).toEqual([]);
    expect(calls).toEqual([
      'hyprland.lua:3 config({ general = { col = { active_border = { angle = 45, colors = { "0xff112233" } } }, gaps_in = 5 } })',
      'hyprland.lua:5 bind("SUPER + 1", hl.dsp.focus({ workspace = 1 }))',
      'hyprland.lua:5 bind("SUPER + 2", hl.dsp.focus({ workspace = 2 }))',
      'more/binds.lua:1 bind("SUPER + Q", hl.dsp.window.close(), { locked = true })',
      'hyprland.lua:9 env("WHO", "me")',
    ]);
    expect(files).toEqual(['hyprland.lua', 'more/binds.lua', 'extra.lua']);
  });

  it('are the places of fields, where a table is written at the call', async () => {
    const { raw, dir } = await run(`hl.config({
  general = {
    gaps_in = 5,
  },
})
local settings = { general = { gaps_out = 1 } }
hl.config(settings)`);
    const file = join(dir, 'hyprland.lua');
    expect(raw.map(({ fields }) => fields?.['general.gaps_in'] ?? fields?.['general.gaps_out'])).toEqual([
      { file, line: 3, column: 5 },
      undefined,
    ]);
  });

  it('are submaps, events at the start and the end, and what is done with handles', async () => {
    const { raw, calls } = await run(`local bind = hl.bind("SUPER + A", hl.dsp.exit())
bind:set_enabled(false)
hl.define_submap("resize", function() hl.bind("h", hl.dsp.window.resize({ x = 1, y = 0 })) end)
hl.on("hyprland.start", function() hl.exec_cmd("waybar") end)
hl.on("window.open", function(w) hl.exec_cmd("never") end)
hl.timer(function() hl.exec_cmd("never") end, { timeout = 5, type = "oneshot" })`);
    expect(raw.map(({ name, submap, during }) => [name, submap, during])).toEqual([
      ['bind', undefined, undefined],
      ['handle', undefined, undefined],
      ['define_submap', undefined, undefined],
      ['bind', 'resize', undefined],
      ['on', undefined, undefined],
      ['on', undefined, undefined],
      ['timer', undefined, undefined],
      ['exec_cmd', undefined, 'hyprland.start'],
    ]);
    expect(calls[1]).toBe('hyprland.lua:2 handle(0, "set_enabled", false)');
  });

  it('are answers to questions: monitors, options, environment', async () => {
    const { calls, troubles } = await run(
      `hl.config({ general = { gaps_in = 7 } })
hl.env("A", #hl.get_monitors() .. hl.get_active_monitor().name .. hl.get_monitor("DP-2").width)
hl.env("B", hl.get_config("general.gaps_in") .. "," .. tostring(hl.get_config("decoration:rounding")))
hl.env("C", os.getenv("HOME") .. tostring(os.getenv("SECRET")) .. hl.version())
hl.env("D", tostring(hl.get_active_window()) .. #hl.get_windows() .. hl.get_cursor_pos().x)`,
      {
        environment: { HOME: '/home/me' },
        monitors: [
          { name: 'DP-1', width: 1920, height: 1080, hertz: 60 },
          { name: 'DP-2', width: 2560, height: 1440, hertz: 144 },
        ],
        cursor: { x: 3, y: 4 },
      },
    );
    expect(troubles).toEqual([]);
    expect(calls.slice(1)).toEqual([
      'hyprland.lua:2 env("A", "2DP-12560")',
      'hyprland.lua:3 env("B", "7,0")',
      'hyprland.lua:4 env("C", "/home/menil0.57.0")',
      'hyprland.lua:5 env("D", "nil03")',
    ]);
  });
});

describe('what goes wrong', () => {
  it('is told with its place, and costs no other file', async () => {
    const { calls, troubles } = await run({
      'hyprland.lua':
        'require("broken")\nrequire("syntax")\nhl.env("A", "1")\nlocal x = nil\nx.y = 1\nhl.env("B", "2")',
      'broken.lua': 'hl.env("C", "3")\nerror("no")',
      'syntax.lua': 'hl.env("D"\n',
    });
    expect(calls).toEqual(['broken.lua:1 env("C", "3")', 'hyprland.lua:3 env("A", "1")']);
    expect(troubles).toEqual([
      'broken.lua:2 error: no',
      expect.stringMatching(/^syntax\.lua:2 error: '\)' expected/),
      expect.stringMatching(/^hyprland\.lua:5 error: attempt to index a nil value/),
    ]);
  });

  it('can be caught where a module is missing', async () => {
    const { calls, troubles } = await run(
      'if not pcall(require, "local-settings") then hl.env("A", "1") end\nrequire("gone")\nhl.env("B", "2")',
    );
    expect(calls).toEqual(['hyprland.lua:1 env("A", "1")']);
    expect(troubles).toEqual([expect.stringContaining("hyprland.lua:2 error: module 'gone' not found")]);
  });

  it('is a file that is not Lua, or not there', async () => {
    expect((await run({ 'other.lua': '' })).troubles).toEqual(['error: There is no file hyprland.lua here.']);
    expect((await run('\u001bLua\u0000compiled')).troubles).toEqual([expect.stringContaining('error')]);
  });
});

describe('what would reach outside', () => {
  it('is named and not done', async () => {
    const { calls, troubles, dir } = await run(`local handle = io.popen("touch made")
hl.env("A", tostring(handle:read("*a")))
handle:close()
local file = io.open("/etc/passwd")
hl.env("B", tostring(file))
os.execute("touch made")
os.remove("hyprland.lua")
for line in io.lines("/etc/passwd") do hl.env("C", line) end`);
    expect(calls).toEqual(['hyprland.lua:2 env("A", "")', 'hyprland.lua:5 env("B", "nil")']);
    expect(troubles).toEqual([
      'hyprland.lua:1 outside: io.popen("touch made")',
      'hyprland.lua:4 outside: io.open("/etc/passwd")',
      'hyprland.lua:6 outside: os.execute("touch made")',
      'hyprland.lua:7 outside: os.remove("hyprland.lua")',
      'hyprland.lua:8 outside: io.lines("/etc/passwd")',
    ]);
    expect(new ConfigFolder(dir, undefined).has(join(dir, 'made'))).toBe(false);
  });

  it('is only the name of the host, and files of the folder for reading', async () => {
    const { calls, troubles } = await run(
      {
        'hyprland.lua': `hl.env("A", io.popen("hostnamectl hostname"):read("l"))
hl.env("B", io.open("/etc/hostname"):read("*a"))
for line in io.lines("binds.txt") do hl.env("C", line) end
local file = io.open("~/.config/hypr/binds.txt")
hl.env("D", file:read(2) .. tostring(file:read("n")))
hl.env("E", debug.getinfo(1, "S").source:match("[^/]*$"))
hl.env("F", tostring(io.open("binds.txt", "w")))
os.exit()`,
        'binds.txt': 'a b4\nc',
      },
      { hostname: 'p510' },
    );
    expect(calls.map((call) => call.replace(/^\S+ /, ''))).toEqual([
      'env("A", "p510")',
      'env("B", "p510\\n")',
      'env("C", "a b4")',
      'env("C", "c")',
      'env("D", "a nil")',
      'env("E", "hyprland.lua")',
      'env("F", "nil")',
    ]);
    expect(troubles).toEqual([
      'hyprland.lua:7 outside: io.open("binds.txt")',
      'error: the configuration ended itself',
    ]);
  });

  it('are files beyond the folder, by path and by link', async () => {
    const outer = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
    onTestFinished(() => rm(outer, { recursive: true, force: true }));
    await mkdir(join(outer, 'hypr'));
    await writeFile(join(outer, 'secret.lua'), 'hl.env("SECRET", "1")');
    await symlink('../secret.lua', join(outer, 'hypr', 'link.lua'));
    await writeFile(
      join(outer, 'hypr', 'hyprland.lua'),
      `require("link")
pcall(dofile, "${outer}/secret.lua")
pcall(require, "../secret")
package.path = "${outer}/?.lua"
require("secret")
loadfile("${outer}/secret.lua")
hl.env("A", "1")`,
    );
    const { calls, troubles, files } = await runLua(
      join(outer, 'hypr', 'hyprland.lua'),
      new ConfigFolder(join(outer, 'hypr'), undefined),
      { version },
    );
    expect(calls.map(({ args }) => args[0])).toEqual(['A']);
    expect(troubles.map(({ text }) => text).join(' ')).toContain('outside the configuration’s folder');
    expect(files).toEqual([join(outer, 'hypr', 'hyprland.lua')]);
  });

  it('is not reached through what is left', async () => {
    const { calls, troubles } = await run(`
hl.env("A", tostring(debug.sethook) .. tostring(debug.getregistry) .. tostring(debug.getupvalue) .. tostring(string.dump))
hl.env("B", tostring(load("\\27Lua")))
hl.env("C", tostring(getmetatable(hl.dsp.exit())))
hl.env("D", tostring(package.loadlib) .. tostring(package.loaded.os) .. tostring(require ~= nil))
local ok, why = pcall(setmetatable, {}, { __gc = function() while true do end end })
hl.env("E", tostring(ok))`);
    expect(troubles).toEqual([]);
    expect(calls.map((call) => call.replace(/^\S+ /, ''))).toEqual([
      'env("A", "nilnilnilnil")',
      'env("B", "nil")',
      'env("C", "false")',
      'env("D", "nilniltrue")',
      'env("E", "false")',
    ]);
  });
});

describe('what does not end', () => {
  const limits: LuaLimits = { time: 250, instructions: 400_000, memory: 16_000_000 };
  const stopped = async (text: string) => {
    const { calls, troubles } = await run(`hl.env("BEFORE", "1")\n${text}`, {}, limits);
    return { before: calls.length, troubles: troubles.filter((line) => line.startsWith('stopped')) };
  };
  const once = { before: 1, troubles: ['stopped: The configuration was stopped.'] };

  it('is stopped wherever it loops, and what it set before that stays', async () => {
    expect(await stopped('while true do end')).toEqual(once);
    expect(await stopped('while true do pcall(function() while true do end end) end')).toEqual(once);
    expect(
      await stopped('while true do pcall(coroutine.wrap(function() while true do end end)) end'),
    ).toEqual(once);
    expect(
      await stopped(
        'local t = setmetatable({}, { __index = function(t, k) while true do end end })\nlocal x = t.y',
      ),
    ).toEqual(once);
    expect(
      await stopped('hl.define_submap("x", function() while true do end end)\nwhile true do end'),
    ).toMatchObject({
      troubles: once.troubles,
    });
    expect(await stopped('hl.on("hyprland.start", function() while true do end end)')).toMatchObject({
      troubles: once.troubles,
    });
  });

  it('is stopped where it takes all memory', async () => {
    expect(await stopped('local s = "x"\nwhile true do s = s .. s end')).toEqual(once);
    expect(await stopped('local t = {}\nfor i = 1, 1e9 do t[i] = { i } end')).toEqual(once);
    expect(await stopped('local s = string.rep("x", 1e9)')).toEqual(once);
  });

  it('ends where functions call themselves, and where calls never end', async () => {
    const deep = await run('hl.env("A", "1")\nlocal function f() return f() + 1 end\nf()', {}, limits);
    expect(deep.calls).toHaveLength(1);
    expect(deep.troubles).toHaveLength(1);
    const patient = { ...limits, time: 60_000 };
    const many = await run('for i = 1, 6000 do hl.env("A", "1") end', {}, patient);
    expect(many.calls).toHaveLength(5_000);
    expect(many.troubles).toEqual(['stopped: Only the first 5000 calls are shown.']);
    const long = await run(
      'local s = string.rep("x", 1e6)\nfor i = 1, 100 do hl.env("A" .. i, s) end',
      {},
      patient,
    );
    expect(long.raw.map(({ args }) => args[1])).toEqual(Array.from({ length: 100 }, () => ''));
    const ring = await run('local t = {}\nt.t = t\nhl.config(t)');
    expect(ring.calls).toHaveLength(1);
  });
});
