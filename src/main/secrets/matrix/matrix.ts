import path from 'node:path';
import type { HostSecrets, Secret, Secrets } from '../../../shared/contract';
import type { SecretRule, SecretRules } from '../rules/model';
import { secretFindings } from './findings';
import type { SecretFile } from './headers';
import { hostSecrets } from './hosts';
import { readersOf } from './readers';
import { hostsOf, undeclaredWords } from './undeclared';
import { type HostKey, Recipients } from './recipients';
import { type EvaluatedUses, type HostDeclares, type HostUse, usesOf } from './uses';

/** Everything the matrix is made of. */
export interface MatrixInput {
  readonly rules: SecretRules;
  /** Every encrypted file that is there, whether or not a rule speaks of it. */
  readonly files: readonly SecretFile[];
  readonly declares: readonly HostDeclares[];
  readonly evaluated: EvaluatedUses;
  readonly hostKeys: readonly HostKey[];
}

/** Which secret can be read by whom, against what rules ask and what hosts declare. Computes only. */
export function matrixOf({
  rules,
  files,
  declares,
  evaluated,
  hostKeys,
}: MatrixInput): Omit<Secrets, 'readAt'> {
  const hosts = declares.map(({ host }) => host);
  const recipients = new Recipients(rules, hosts, hostKeys);
  const uses = usesOf(declares, evaluated);
  const byFile = new Map(files.map((file) => [file.file, file]));
  const ruleOf = new Map(rules.secrets.map((rule) => [rule.file, rule]));
  const names = namesOf([...byFile.keys(), ...ruleOf.keys()]);
  const usesByFile = groupedUses(uses, names);
  const all = [...new Set([...ruleOf.keys(), ...byFile.keys(), ...usesByFile.keys()])];
  const secrets = all.map((file) =>
    secretOf({
      file,
      name: names.get(file) ?? nameOf(file),
      rule: ruleOf.get(file) ?? null,
      seen: byFile.get(file) ?? null,
      uses: usesByFile.get(file) ?? [],
      recipients,
    }),
  );
  const wantedBy = new Map<string, number>();
  for (const { wanted } of secrets)
    for (const name of wanted) wantedBy.set(name, (wantedBy.get(name) ?? 0) + 1);
  const shown = recipients.all.map((one) => ({ ...one.shown, secrets: wantedBy.get(one.shown.name) ?? 0 }));
  const perHost = hosts.map((host): HostSecrets =>
    hostSecrets({
      host,
      uses: uses.filter((use) => use.host === host),
      secrets,
      usesByFile,
      recipients: shown,
    }),
  );
  return {
    rules: rules.sets.map(({ file, base, from }) => ({ file, base, from })),
    recipients: shown,
    groups: rules.groups.map(({ name, members, place: { file, line } }) => ({
      name,
      members: [...members],
      place: { file, line },
    })),
    secrets,
    hosts: perHost,
    findings: secretFindings({
      rules,
      secrets,
      recipients: shown,
      isEveryUseKnown: uses.every(({ name, secret }) => name !== null || secret !== null),
    }),
  };
}

interface One {
  readonly file: string;
  readonly name: string;
  readonly rule: SecretRule | null;
  readonly seen: SecretFile | null;
  readonly uses: readonly HostUse[];
  readonly recipients: Recipients;
}

function secretOf({ file, name, rule, seen, uses, recipients }: One): Secret {
  const readers = readersOf(seen ?? { stanzas: [] }, rule, recipients);
  const state = stateOf(rule, seen, readers.words);
  const isReadable = state === 'ok' || state === 'drift' || state === 'undeclared';
  const { words, ...who } = readers;
  return {
    file,
    name,
    state,
    declared: rule !== null,
    exists: seen !== null,
    bytes: seen?.bytes ?? 0,
    changedAt: seen?.changedAt ?? null,
    ...who,
    // Of a file that cannot be read, nobody is missing in particular.
    ...(isReadable ? {} : { unsure: [], missing: [], leftover: [] }),
    usedBy: hostsOf(uses),
    uses: uses.map(({ host, name: own, state: how, from, file: where, line }) => ({
      host,
      name: own,
      state: how,
      from,
      file: where,
      line,
    })),
    rule: rule?.place ? { file: rule.place.file, line: rule.place.line } : null,
    armor: { wanted: rule?.armor ?? false, actual: seen?.armored ?? null },
    words: wordsOf(rule, seen, uses, isReadable ? words : []),
  };
}

function stateOf(
  rule: SecretRule | null,
  seen: SecretFile | null,
  drift: readonly string[],
): Secret['state'] {
  if (seen === null) return 'absent';
  switch (seen.trouble?.kind) {
    case 'empty':
      return 'empty';
    case 'damaged':
    case 'unreadable':
    case 'outside':
      return 'damaged';
    case undefined:
      break;
  }
  if (rule === null) return 'undeclared';
  return drift.length > 0 ? 'drift' : 'ok';
}

function wordsOf(
  rule: SecretRule | null,
  seen: SecretFile | null,
  uses: readonly HostUse[],
  drift: readonly string[],
): string[] {
  const words: string[] = [];
  if (seen?.trouble) words.push(seen.trouble.words);
  if (seen === null && rule !== null) words.push('It has a rule, and no file');
  if (seen !== null && rule === null)
    words.push('No rule speaks of it, so agenix can neither edit nor rekey it');
  if (rule === null && uses.length > 0) words.push(undeclaredWords(uses, seen !== null));
  words.push(...drift);
  if (rule && seen?.armored !== null && seen?.armored !== undefined && rule.armor !== seen.armored)
    words.push(
      rule.armor
        ? 'It shall be written as text and is not'
        : 'It is written as text, and its rule does not say so',
    );
  return words;
}

/** Uses by the file they decrypt; one whose file is computed goes by its name, where one file alone has that. */
function groupedUses(uses: readonly HostUse[], names: ReadonlyMap<string, string>): Map<string, HostUse[]> {
  const fileByName = new Map<string, string>();
  for (const [file, name] of names) fileByName.set(name, file);
  const grouped = new Map<string, HostUse[]>();
  for (const use of uses) {
    const file = use.secret ?? (use.name === null ? undefined : fileByName.get(use.name));
    if (file === undefined) continue;
    const known = grouped.get(file);
    if (known) known.push(use);
    else grouped.set(file, [use]);
  }
  return grouped;
}

const nameOf = (file: string): string => path.posix.basename(file).replace(/\.age$/, '');

/** A short name for each file; where two would have the same, the path without `.age`. */
function namesOf(files: readonly string[]): ReadonlyMap<string, string> {
  const count = new Map<string, number>();
  const distinct = [...new Set(files)];
  for (const file of distinct) count.set(nameOf(file), (count.get(nameOf(file)) ?? 0) + 1);
  return new Map(
    distinct.map((file) => [file, count.get(nameOf(file)) === 1 ? nameOf(file) : file.replace(/\.age$/, '')]),
  );
}
