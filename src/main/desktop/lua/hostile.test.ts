import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigFolder } from '../files/folder';
import type { LuaLimits } from './machine';
import { runLua } from './run';
import { run, version } from './testing';

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

  it('are pipes, which would be waited for without end', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    execFileSync('mkfifo', [join(dir, 'pipe.lua')]);
    expect(new ConfigFolder(dir, undefined).read(join(dir, 'pipe.lua'))).toEqual({
      problem: 'pipe.lua is no regular file.',
    });
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
