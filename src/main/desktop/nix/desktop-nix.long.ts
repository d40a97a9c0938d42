import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDesk, openingOf, perform, windowsOf } from '../../../shared/desktop';
import { readerInThisThread } from '../../fleet';
import { bindList } from '../binds/list';
import { readConfigInThisThread } from '../config/read-config';
import { declaredScreens } from '../host/screens';
import { readDesktop } from './read-desktop';
import { luaReader } from './read-lua';
import { configuredFrom } from './evaluated';
import { WANTED, WANTED_OF_NIX } from './wanted';
import { createNix } from '../../nix';
import { resolveHome } from '../../state';
import type { DesktopModel } from '../../../shared/desktop';

/** A clone of github.com/olafkfreund/nixos_config: a real fleet with Hyprland in hyprlang and, later, in Lua. */
const HISTORY = process.env['SNOWFLEET_HISTORY'];
if (HISTORY === undefined)
  console.warn('skipped: SNOWFLEET_HISTORY names no clone of olafkfreund/nixos_config');

const scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-desktop-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The texts of a commit that a desktop may be made of, and nothing else: a partial clone may lack the rest. */
function checkout(commit: string): string {
  const dir = path.join(scratch, commit);
  mkdirSync(dir);
  const git = (words: readonly string[]): string =>
    execFileSync('git', ['-C', HISTORY ?? '', ...words], {
      encoding: 'utf8',
      maxBuffer: 64e6,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const files = git(['ls-tree', '-r', '--name-only', '-z', commit]).split('\0');
  const wanted = files.filter((file) => /(?:\.(?:nix|ya?ml)|^flake\.lock)$/.test(file));
  const archive = path.join(scratch, `${commit}.tar`);
  git(['archive', '-o', archive, commit, '--', ...wanted]);
  execFileSync('tar', ['xf', archive, '-C', dir]);
  return dir;
}

async function desktopAt(dir: string, host: string) {
  const configured = await readerInThisThread.ask('configured', { dir }, { host, wanted: WANTED });
  if (!configured) throw new Error(`no host ${host}`);
  return readDesktop(configured, luaReader({ read: readConfigInThisThread }));
}

/** The literal lines of a keyword in a text, without comments. */
function linesOf(dir: string, file: string, keyword: RegExp): number {
  const lines = readFileSync(path.join(dir, file), 'utf8').split('\n');
  return lines.filter((line) => keyword.test(line.trim())).length;
}

describe.skipIf(HISTORY === undefined)('a real fleet in hyprlang, at cd39c7dd2', () => {
  it('its monitors, binds, options and rules are read from source, each with its place', async () => {
    const dir = checkout('cd39c7dd2');
    const { model, hyprland, origins } = await desktopAt(dir, 'p620');
    expect(hyprland).toMatchObject({ version: '0.51.0', from: 'lock', language: 'hyprlang' });
    expect(model.monitors).toMatchObject([
      {
        output: 'DP-1',
        mode: { value: { width: 2560, height: 1440, hertz: 120 } },
        position: { value: { x: 0, y: 0 } },
        from: { file: 'hosts/p620/variables.nix', line: 21 },
      },
      {
        output: 'DP-2',
        position: { value: { x: 2560, y: 0 } },
        from: { file: 'hosts/p620/variables.nix', line: 22 },
      },
    ]);
    const binds = 'home/desktop/hyprland/config/binds.nix';
    const own = model.binds.filter(({ from }) => from?.file === binds);
    expect(own).toHaveLength(linesOf(dir, binds, /^bind[a-z]*\s*=/));
    expect(own).toHaveLength(164);
    expect(
      bindList(model.binds).filter(({ conflictsWith }) => conflictsWith.length > 0).length,
    ).toBeGreaterThan(20);
    expect(model.options['general:col.active_border']?.value).toMatchObject({ kind: 'gradient' });
    expect(model.options['general:gaps_in']).toMatchObject({
      from: { file: 'home/desktop/hyprland/config/settings.nix', line: 157 },
    });

    // Rules that are written are there with the line they stand in; those that functions make say so.
    const settings = 'home/desktop/hyprland/config/settings.nix';
    const written = readFileSync(path.join(dir, settings), 'utf8').split('\n');
    const isRule = (line: string): boolean =>
      /^\s+"(float|size|center|workspace|opacity|noblur|noshadow|opaque|pin|move|fullscreen|immediate|nofocus|rounding)\b.*,.*"$/.test(
        line,
      );
    const places = new Set(
      [...model.windowRules, ...model.notUnderstood].flatMap(({ from }) =>
        from?.file === settings ? [from.line] : [],
      ),
    );
    const from = written.findIndex((line) => line.includes('windowrulev2 = ['));
    const literal = written.flatMap((line, index) => (index > from && isRule(line) ? [index + 1] : []));
    expect(literal.length).toBeGreaterThan(60);
    expect(literal.filter((line) => !places.has(line))).toEqual([]);
    const generated = origins.filter(({ file, writable }) => file.endsWith('/rules.nix') && !writable);
    expect(generated.length).toBeGreaterThan(5);
    expect(generated.every(({ because, line }) => because?.includes('rules.nix') && line > 90)).toBe(true);
    // What no version of Hyprland knows, or not this one, and a colour that is none.
    expect(model.notUnderstood.map(({ text, why }) => `${why} ${text.split(' =')[0]}`)).toEqual(
      expect.arrayContaining([
        'invalid decoration:shadow:color',
        'other-version gestures:workspace_swipe',
        'unknown blurls',
      ]),
    );
    expect(model.notUnderstood.filter(({ why }) => why === 'computed')).toEqual([]);
  });
});

describe.skipIf(HISTORY === undefined)('the same fleet in Lua, at 0da658ce3', () => {
  it('gives a preview', async () => {
    const { model, hyprland } = await desktopAt(checkout('0da658ce3'), 'p620');
    expect(hyprland).toMatchObject({ version: '0.56.2', language: 'lua' });
    expect(model.options['general:gaps_out']).toMatchObject({
      value: { sides: { top: 12 } },
      from: { file: 'home/desktop/wayland/hyprland.nix', line: 62 },
    });
    expect(model.binds.length).toBeGreaterThan(60);
    expect(model.notUnderstood).toEqual([]);
    let desk = createDesk(model, { screens: declaredScreens(model).screens });
    for (const action of openingOf(
      model,
      desk.monitors.map(({ name }) => name),
    ))
      desk = perform(desk, action).desk;
    const [first] = windowsOf(desk);
    expect(first).toMatchObject({ at: { x: 13, y: 13 }, floating: false });
  });
});

const REPOSITORY = path.join(import.meta.dirname, '../../../..');

/** What a model says, wherever it is written. Of a picture in a package source knows the end of the path alone. */
function said({ version: _version, notUnderstood, ...model }: DesktopModel): unknown {
  const plain = JSON.parse(
    JSON.stringify(model, (key, value: unknown) => {
      if (key === 'from') return undefined;
      return key === 'path' && typeof value === 'string' ? path.posix.basename(value) : value;
    }),
  ) as object;
  return { ...plain, missed: notUnderstood.map(({ why }) => why) };
}

describe('the bundled fleet', () => {
  it.each(['p620', 'razer', 'hp'])('%s is the same from source and as Nix tells it', async (host) => {
    const dir = path.join(scratch, `bundled-${host}`);
    cpSync(path.join(REPOSITORY, 'fleet'), dir, { recursive: true });
    const source = await readerInThisThread.ask('configured', { dir }, { host, wanted: WANTED });
    if (!source) throw new Error(`no host ${host}`);
    const env = { ...process.env, SNOWFLEET_HOME: path.join(scratch, 'home') };
    const resourcesDir = path.join(REPOSITORY, 'resources');
    const nix = createNix({
      home: resolveHome(env),
      env,
      standInDir: path.join(resourcesDir, 'stand-in'),
      standIn: true,
      resourcesDir,
    });
    const evaluated = await nix.hostSettings({ fleet: { dir }, host, ...WANTED_OF_NIX });
    const lua = luaReader({ read: readConfigInThisThread });
    const [fromSource, fromNix] = [
      await readDesktop(source, lua),
      await readDesktop(
        configuredFrom({ ...evaluated, nixos: { ...evaluated.nixos, ...SAME_VERSION } }, source),
        lua,
      ),
    ];
    expect(fromSource.model.binds.length).toBeGreaterThan(80);
    expect(said(fromNix.model)).toEqual(said(fromSource.model));
  });
});

/** The stand-in has a version of its own, and rules differ by version. */
const SAME_VERSION = { 'programs.hyprland.package.version': null };
