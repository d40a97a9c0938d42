import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './testing';

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
