import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { explainFailure } from './explain-failure';
import type { NixTool } from './tool';

/** What Nix on this machine is set up with, of that which Snowfleet shows or judges by. */
export interface NixSettings {
  /** Lines of machines it builds on. */
  readonly builders: string[];
  readonly substituters: readonly string[];
  readonly trustedPublicKeys: readonly string[];
}

const text = z.object({ value: z.string() }).catch({ value: '' });
const list = z.object({ value: z.array(z.string()) }).catch({ value: [] });
const settingsSchema = z.object({ builders: text, substituters: list, 'trusted-public-keys': list });

/** Settings as Nix itself reads them from all its files. `show-config` is the name all versions know. */
export async function readSettings(run: NixTool['run'], signal?: AbortSignal): Promise<NixSettings> {
  const result = await run(['nix', 'show-config', '--json'], { signal, standIn: false, noCaches: true });
  if (result.code !== 0) throw explainFailure(result.messages, { doing: 'evaluation' });
  const found = settingsSchema.parse(JSON.parse(result.stdout));
  return {
    builders: await machinesOf(found.builders.value),
    substituters: found.substituters.value,
    trustedPublicKeys: found['trusted-public-keys'].value,
  };
}

/** The setting `builders`: lines, or `@FILE` with lines in it; a file that cannot be read holds none, as for Nix. */
async function machinesOf(setting: string): Promise<string[]> {
  const lines = setting
    .split(/[\n;]/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  const read = lines.map(async (line) =>
    line.startsWith('@') ? machinesOf(await readFile(line.slice(1), 'utf8').catch(() => '')) : [line],
  );
  return (await Promise.all(read)).flat();
}
