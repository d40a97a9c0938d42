import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Evaluating many hosts of a fleet with real Nix and the stand-in: few processes, each for many hosts. */

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const FLEET = join(ROOT, 'fleet');
const STAND_IN = join(ROOT, 'resources/stand-in');
const NIX_FILES = join(ROOT, 'fleet-tests/nix');

/** Null where Nix is there, else why nothing can be evaluated. */
export function nixMissing() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, 'nix-instantiate')))
    ? null
    : 'nix-instantiate is not installed';
}

const NIX_ENVIRONMENT = {
  NIX_CONFIG: [
    'experimental-features = nix-command flakes',
    'substituters =',
    'flake-registry =',
    'warn-dirty = false',
    ...(process.getuid?.() === 0 ? ['sandbox = false', 'build-users-group ='] : []),
  ].join('\n'),
  // Collecting garbage takes longer than the memory is worth.
  GC_INITIAL_HEAP_SIZE: '1G',
};

/** What Nix says of an expression, as data; rejects with its words. */
export function nixJson(args) {
  return new Promise((resolve, reject) => {
    const child = spawn('nix-instantiate', ['--eval', '--strict', '--json', ...args], {
      env: { ...process.env, ...NIX_ENVIRONMENT },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out = [];
    const said = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString()));
      else reject(new Error(Buffer.concat(said).toString().trim()));
    });
  });
}

/** A path as an expression, whatever letters it has. */
export const nixPath = (path) => `/. + ${JSON.stringify(path).replaceAll('${', '\\${')}`;

/** Arguments that name a fleet for the files in fleet-tests/nix. */
function fleetArguments({ fleet = FLEET, standIn = STAND_IN, nixpkgsLib = null }) {
  const given = nixpkgsLib === null ? { fleet, standIn } : { fleet, standIn, nixpkgsLib };
  return Object.entries(given).flatMap(([name, value]) => ['--arg', name, nixPath(value)]);
}

/** An attribute of the fleet's flake as data. */
export function fleetOutput(attribute, options = {}) {
  return nixJson([...fleetArguments(options), join(NIX_FILES, 'outputs.nix'), '-A', `outputs.${attribute}`]);
}

/** What every feature says about itself, by id. */
export const readCatalogue = (options = {}) => fleetOutput('features', options);

async function probes(jobs, options) {
  const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-probes-'));
  try {
    const file = join(scratch, 'jobs.json');
    writeFileSync(file, JSON.stringify(jobs));
    return await nixJson([
      ...fleetArguments(options),
      // What is written down of derivations, scripts among it, can be read then.
      ...(options.write === true ? ['--read-write-mode'] : []),
      '--argstr',
      'jobs',
      file,
      join(NIX_FILES, 'probes.nix'),
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** As `probes`, but what ends Nix ends only the host it comes from: `{ name, error }`. */
async function guarded(jobs, options) {
  try {
    return await probes(jobs, options);
  } catch (error) {
    if (jobs.length === 1) return [{ name: jobs[0].name, error: error.message }];
    const middle = Math.ceil(jobs.length / 2);
    return [
      ...(await guarded(jobs.slice(0, middle), options)),
      ...(await guarded(jobs.slice(middle), options)),
    ];
  }
}

/**
 * Evaluates jobs as fleet-tests/nix/probes.nix describes them, in their order. A job that cannot be evaluated comes
 * back as `{ name, error }`.
 */
export async function evaluate(jobs, { batch = 24, onProgress, ...options } = {}) {
  const batches = [];
  const share = Math.max(1, Math.min(batch, Math.ceil(jobs.length / availableParallelism())));
  for (let start = 0; start < jobs.length; start += share) batches.push(jobs.slice(start, start + share));
  const answers = [];
  let next = 0;
  const work = async () => {
    while (next < batches.length) {
      const index = next;
      next += 1;
      answers[index] = await guarded(batches[index], options);
      onProgress?.(answers.flat().length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return answers.flat();
}

/** The part of an error that says what is wrong. */
export function shortError(message) {
  const at = message.lastIndexOf('error:');
  return message
    .slice(Math.max(0, at))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 6)
    .join(' ');
}
