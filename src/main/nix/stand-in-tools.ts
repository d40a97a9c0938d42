import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Home } from '../state';
import type { Env } from './environment';
import { nixString } from './evaluation';

const STORE_PATH = /^\/nix\/store\/[0-9a-z]{32}-[^/]+/;

/**
 * A copy of the stand-in whose tools are store paths, for a daemon that builds in a sandbox: there is no /usr in
 * it, and its /bin/sh lacks mkdir and the rest. The stand-in itself where bash and coreutils are not in the store
 * (then nothing sandboxes them away either).
 */
export async function toolsForSandbox(standInDir: string, home: Home, env: Env): Promise<string> {
  const bash = await storePathOf('bash', env);
  const coreutils = await storePathOf('mkdir', env);
  if (bash === null || coreutils === null) return standInDir;
  const extra = (await Promise.all(['sed', 'grep', 'find'].map((name) => storePathOf(name, env)))).filter(
    (path) => path !== null,
  );
  const text = toolsExpression(bash, [...new Set([coreutils, ...extra])]);
  const key = createHash('sha256').update(`${standInDir}\n${text}`).digest('hex').slice(0, 16);
  const target = join(home.cache, `stand-in-${key}`);
  const draft = `${target}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(home.cache, { recursive: true });
  await cp(standInDir, draft, { recursive: true });
  await writeFile(join(draft, 'tools.nix'), text);
  await rm(target, { recursive: true, force: true });
  await rename(draft, target);
  return target;
}

/** The text of tools.nix. Context makes the paths inputs of what is built, so that the sandbox holds them. */
export function toolsExpression(bash: string, tools: readonly string[]): string {
  return `let
  own = path: builtins.appendContext path { \${path} = { path = true; }; };
in {
  sh = own ${nixString(bash)} + "/bin/bash";
  path = builtins.concatStringsSep ":" (map (path: own path + "/bin") [ ${tools.map(nixString).join(' ')} ]);
}
`;
}

async function storePathOf(program: string, env: Env): Promise<string | null> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, program);
    if (folder === '' || !existsSync(file)) continue;
    return STORE_PATH.exec(await realpath(file))?.[0] ?? null;
  }
  return null;
}
