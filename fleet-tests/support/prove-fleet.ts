import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  evaluate,
  shortError,
  type CatalogueData,
  type ProbeAnswer,
  type ProbeJob,
} from '../../scripts/fleet/evaluate.mjs';
import {
  brokenRules,
  closure,
  conflictMessage,
  hardwareFor,
  hardwareMessage,
  needMessage,
  randomFrom,
  randomSet,
} from '../../scripts/fleet/rules.mjs';

/** Proofs about the whole fleet that the short tests make of a few features and the long ones of all. */

export const HOSTS = ['dex5550', 'hp', 'p510', 'p620', 'razer', 'samsung'];

/** Everything that does not evaluate or breaks an assertion, in words; the same trouble of many hosts is told once. */
export function failures(answers: readonly ProbeAnswer[]): string[] {
  const told = new Map<string, string[]>();
  for (const { name, error, failed = [] } of answers)
    for (const words of error === undefined ? failed : [shortError(error)])
      told.set(words, [...(told.get(words) ?? []), name]);
  return [...told].map(([words, names]) => {
    const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
    return `${names.slice(0, 3).join(', ')}${more}: ${words}`;
  });
}

/** A rule of a feature: a host that breaks it, and what evaluation must say of that. */
export interface Rule {
  readonly job: ProbeJob;
  readonly message: string;
}

const WANT = ['failed', 'on'];

/** A host for each need, conflict and hardware rule of the catalogue, made to break it. */
export function rulesOf(catalogue: CatalogueData): Rule[] {
  return Object.values(catalogue).flatMap(({ id, needs, conflicts, hardware }) => {
    const alone = closure(catalogue, [id]);
    const fitting = hardwareFor(catalogue, alone);
    return [
      ...needs.map((other) => ({
        job: { name: `${id} without ${other}`, on: alone, off: [other], hardware: fitting, want: WANT },
        message: needMessage(id, other),
      })),
      ...conflicts.map((conflict) => {
        const both = closure(catalogue, [id, conflict.feature]);
        return {
          job: {
            name: `${id} with ${conflict.feature}`,
            on: both,
            off: [],
            hardware: hardwareFor(catalogue, both),
            want: WANT,
          },
          message: conflictMessage(id, conflict),
        };
      }),
      ...(hardware.requires.length === 0
        ? []
        : [
            {
              job: {
                name: `${id} on other hardware`,
                on: alone,
                off: [],
                hardware: ['intel', 'amd', 'nvidia']
                  .filter((kind) => !hardware.requires.includes(kind))
                  .slice(0, 1),
                want: WANT,
              },
              message: hardwareMessage(id, hardware.requires),
            },
          ]),
    ].map(({ job, message }) => ({
      // A feature that is both wanted and switched off would contradict itself.
      job: { ...job, on: job.on.filter((one) => !job.off.includes(one)) },
      message,
    }));
  });
}

/** Rules that do not act: whose breach says nothing, or something else than the catalogue foresees. */
export async function rulesThatDoNotAct(
  catalogue: CatalogueData,
  rules: readonly Rule[],
  options: Parameters<typeof evaluate>[1] = {},
): Promise<string[]> {
  const answers = await evaluate(
    rules.map(({ job }) => job),
    options,
  );
  return answers.flatMap(({ name, error, failed = [], on = [] }, index) => {
    const rule = rules[index];
    if (rule === undefined) throw new Error(`no rule for ${name}`);
    if (error !== undefined) return [`${name}: ${shortError(error)}`];
    if (!failed.includes(rule.message)) return [`${name}: "${rule.message}" is not said`];
    const foreseen = brokenRules(catalogue, on, rule.job.hardware ?? []);
    // NixOS may have an assertion of its own about the same.
    const said = failed.filter((message) => message.startsWith('features.')).toSorted();
    return JSON.stringify(said) === JSON.stringify(foreseen)
      ? []
      : [`${name}: said ${said.join(' ')}; foreseen was ${foreseen.join(' ')}`];
  });
}

/** Hosts with random features that no rule forbids together. */
export function randomJobs(catalogue: CatalogueData, count: number, seed: number): ProbeJob[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => ({
    name: `random set ${index} of seed ${seed}`,
    ...randomSet(catalogue, random),
    off: [],
    want: ['failed', 'drv'],
  }));
}

/** What of the hosts is different with nixpkgs' own lib. */
export async function differencesToNixpkgs(
  reference: string,
  options: Parameters<typeof evaluate>[1] = {},
): Promise<string[]> {
  const jobs = HOSTS.map((host) => ({ name: host, host, want: ['failed', 'on', 'drv', 'values'] }));
  const [own, theirs] = [
    await evaluate(jobs, options),
    await evaluate(jobs, { ...options, nixpkgsLib: reference }),
  ];
  expect(failures([...own, ...theirs])).toEqual([]);
  return own.flatMap((answer, index) => {
    const other = theirs[index];
    return [...new Set([...Object.keys(answer), ...Object.keys(other ?? {})])].flatMap((key) =>
      differences(`${answer.name} ${key}`, part(answer, key), part(other, key)),
    );
  });
}

const part = (value: unknown, key: string): unknown => (value as Record<string, unknown> | undefined)?.[key];

/** Places where two values differ. */
export function differences(where: string, one: unknown, other: unknown): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const both = [one, other];
  if (both.every((value) => typeof value === 'object' && value !== null)) {
    const keys = new Set(both.flatMap((value) => Object.keys(value as object)));
    return [...keys].flatMap((key) => differences(`${where}.${key}`, part(one, key), part(other, key)));
  }
  return [`${where}: ${JSON.stringify(one)} here, ${JSON.stringify(other)} there`];
}

/** Where a copy of nixpkgs' own lib is, or null. */
export function nixpkgsLib(): string | null {
  const folder = process.env['NIXPKGS_LIB'];
  if (folder === undefined) return null;
  readFileSync(`${folder}/default.nix`);
  return folder;
}
