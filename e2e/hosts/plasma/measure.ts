import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { configFiles, layoutScript } from './layout-script';

const here = import.meta.dirname;

const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const boxesSchema = z.object({
  docks: z.array(z.object({ screen: z.number(), box: boxSchema })),
  windows: z.array(z.object({ class: z.string(), frame: boxSchema, client: boxSchema })),
  screens: z.array(z.object({ box: boxSchema, workArea: boxSchema })),
});

/** What Plasma and KWin said; boxes are x, y, width, height in logical pixels. */
export const measuredSchema = z.object({
  /** Before any window is open, with one, and with it maximised. */
  empty: boxesSchema,
  window: boxesSchema,
  maximised: boxesSchema,
  /** Panels as the scripting of Plasma tells them; `length` is what their content asks for. */
  panels: z.array(z.record(z.string(), z.unknown())),
  version: z.string(),
});
export type Measured = z.infer<typeof measuredSchema>;

/** A configuration with what became of it. */
export const fixtureSchema = z.object({
  /** `programs.plasma` as Nix evaluates it. */
  plasma: z.record(z.string(), z.unknown()),
  screens: z.object({ width: z.number(), height: z.number(), scale: z.number(), count: z.number() }),
  script: z.string(),
  measured: measuredSchema,
});
export type Fixture = z.infer<typeof fixtureSchema>;

/** Why Plasma cannot be measured on this machine; null where it can. */
export function plasmaMissing(): string | null {
  if (process.getuid?.() !== 0) return 'a root for Plasma is only to be made by root';
  if (!existsSync('/etc/apt/sources.list.d/debian.sources'))
    return 'this is no Debian, whose packages are used';
  return null;
}

/** The folder with Plasma, made where it is not there yet. */
export function plasmaRoot(): string {
  const root = process.env.SNOWFLEET_PLASMA_ROOT ?? join(tmpdir(), 'snowfleet-plasma-root');
  execFileSync(join(here, 'unpack.sh'), [root], { stdio: ['ignore', 'inherit', 'inherit'] });
  return root;
}

/** `programs.plasma` of a module that takes no arguments, as Nix evaluates it. */
export function evaluatedPlasma(file: string): Record<string, unknown> {
  const { status, stdout, stderr } = spawnSync(
    'nix-instantiate',
    ['--eval', '--strict', '--json', '-A', 'programs.plasma', file],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Nix did not evaluate ${file}: ${stderr}`);
  return z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
}

/** Runs Plasma with the settings and asks it where everything is. Takes half a minute. */
export function measurePlasma(
  root: string,
  plasma: Readonly<Record<string, unknown>>,
  screens: Fixture['screens'],
  picture?: string,
): Fixture {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-plasma-'));
  try {
    for (const folder of ['in/config', 'out']) mkdirSync(join(dir, folder), { recursive: true });
    const script = layoutScript(z.array(z.record(z.string(), z.unknown())).parse(plasma.panels));
    writeFileSync(join(dir, 'in/layout.js'), script);
    for (const [name, text] of Object.entries(configFiles(plasma)))
      writeFileSync(join(dir, 'in/config', name), text);
    const env = {
      ...process.env,
      WIDTH: String(screens.width),
      HEIGHT: String(screens.height),
      SCALE: String(screens.scale),
      SCREENS: String(screens.count),
      RELOGIN: '1',
      PICTURE: picture === undefined ? '0' : '1',
    };
    const run = spawnSync(join(here, 'run.sh'), [root, join(dir, 'in'), join(dir, 'out')], {
      env,
      encoding: 'utf8',
    });
    const told = Object.fromEntries(
      run.stdout
        .split('\n')
        .map((line) => /^MEASURED (\w+) (.+)$/.exec(line))
        .flatMap((match) => (match ? [[match[1] ?? '', JSON.parse(match[2] ?? '') as unknown]] : [])),
    );
    const read = measuredSchema.safeParse(told);
    if (!read.success)
      throw new Error(`Plasma told too little (${read.error.message}).\n${run.stderr.slice(-2000)}`);
    if (picture !== undefined) writeFileSync(picture, readFileSync(join(dir, 'out/picture.png')));
    return { plasma, screens, script, measured: read.data };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
