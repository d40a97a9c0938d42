import type { Finding, Secret, SecretRecipient } from '../../../shared/contract';
import { type SecretRules, bareKey } from '../rules/model';
import { undeclaredWords } from './undeclared';
import { leftoverWords, list, missingWords, unknownWords } from './readers';

interface FindingsInput {
  readonly rules: SecretRules;
  readonly secrets: readonly Secret[];
  readonly recipients: readonly SecretRecipient[];
  /** Whether each secret that hosts declare could be told: else none can be called unused. */
  readonly isEveryUseKnown: boolean;
}

type Severity = Finding['severity'];

/** Everything about secrets that is wrong, or worth a look. */
export function secretFindings({ rules, secrets, recipients, isEveryUseKnown }: FindingsInput): Finding[] {
  return [
    ...rules.problems.map(({ kind, words, file, line }) =>
      finding('secret-rules', kind === 'outside' || kind === 'twice' ? 'warning' : 'error', words, {
        file,
        line,
      }),
    ),
    ...secrets.flatMap(fileFindings),
    ...secrets.flatMap(readerFindings),
    ...(isEveryUseKnown ? secrets.flatMap(unusedFindings) : []),
    ...recipients.flatMap(refusedFindings),
    ...repeatedFindings(rules),
  ];
}

function finding(rule: string, severity: Severity, words: string, at: Partial<Finding> = {}): Finding {
  return { rule, severity, message: `${words}.`, ...at };
}

/** The rule of a secret, else the place that declares it, else its file. */
function placeOf({ file, rule, uses }: Secret): Partial<Finding> {
  if (rule) return rule;
  const use = uses.find((one) => one.file !== null);
  return use ? { file: use.file ?? file, line: use.line ?? 1 } : { file };
}

function fileFindings(secret: Secret): Finding[] {
  const { file, state, words, usedBy, declared } = secret;
  const first = words[0] ?? '';
  switch (state) {
    case 'empty':
      return [finding('secret-empty', 'error', `${file}: ${smallFirst(first)}`, placeOf(secret))];
    case 'damaged':
      return [finding('secret-damaged', 'error', `${file}: ${smallFirst(first)}`, placeOf(secret))];
    case 'absent': {
      if (!declared) return [undeclaredUse(secret)];
      const isUsed = usedBy.length > 0;
      const then = isUsed
        ? `, though ${list(usedBy)} ${usedBy.length === 1 ? 'declares' : 'declare'} it`
        : '';
      return [
        finding(
          'secret-absent',
          isUsed ? 'error' : 'warning',
          `${file} has a rule, and no file${then}`,
          placeOf(secret),
        ),
      ];
    }
    case 'undeclared':
      if (secret.uses.length > 0) return [undeclaredUse(secret)];
      return [
        finding(
          'secret-undeclared',
          secret.unknown > 0 ? 'warning' : 'info',
          `No rule speaks of this file${namelessWords(secret.unknown)}`,
          { file },
        ),
      ];
    case 'ok':
    case 'drift':
      return [];
  }
}

const namelessWords = (count: number): string =>
  count === 0 ? '' : `, and ${count === 1 ? 'a key' : `${count} keys`} that nobody here names can read it`;

/** A secret that hosts declare and that no rule speaks of. */
function undeclaredUse(secret: Secret): Finding {
  const { file, exists, usedBy, uses } = secret;
  const isSkipped = uses.some(({ state }) => state === 'skipped');
  const severity = usedBy.length > 0 ? 'error' : isSkipped && !exists ? 'warning' : 'info';
  const how = undeclaredWords(uses, exists);
  return finding(
    'secret-undeclared-use',
    severity,
    `${file} has no rule: ${smallFirst(how)}`,
    placeOf(secret),
  );
}

function readerFindings(secret: Secret): Finding[] {
  if (secret.state !== 'drift') return [];
  const { file, missing, leftover, unknownKeys, usedBy, words } = secret;
  const missed = missingWords(missing);
  const left = leftoverWords(leftover);
  const nameless = unknownWords(unknownKeys);
  const others = words.filter((one) => ![...missed, ...left, ...nameless].includes(one));
  const say = (rule: string, severity: Severity, sentences: readonly string[]): Finding[] =>
    sentences.map((one) => finding(rule, severity, `${file}: ${smallFirst(one)}`, placeOf(secret)));
  return [
    ...say('secret-missing', missing.some((name) => usedBy.includes(name)) ? 'error' : 'warning', missed),
    ...say('secret-leftover', 'warning', left),
    ...say('secret-unknown-key', 'warning', nameless),
    ...say('secret-drift', 'warning', others),
  ];
}

function unusedFindings(secret: Secret): Finding[] {
  if (secret.state !== 'ok' || secret.uses.length > 0) return [];
  return [finding('secret-unused', 'info', `No host declares ${secret.file}`, placeOf(secret))];
}

function refusedFindings({ type, words, name, place, secrets }: SecretRecipient): Finding[] {
  if (type !== 'refused') return [];
  const severity = secrets > 0 ? 'error' : 'warning';
  return [
    finding('secret-key', severity, `The key ${name} is of no use: ${words.replace(/\.$/, '')}`, place ?? {}),
  ];
}

/** Keys that stand twice where once was meant. */
function repeatedFindings({ secrets, keys }: SecretRules): Finding[] {
  const bound = new Map<string, SecretRules['keys'][number]>();
  const twice = keys.flatMap((key) => {
    const first = bound.get(bareKey(key.key));
    if (!first) bound.set(bareKey(key.key), key);
    if (!first || first.name === key.name) return [];
    const { file, line } = key.place;
    return [
      finding('secret-key-twice', 'warning', `${key.name} and ${first.name} are the same key`, {
        file,
        line,
      }),
    ];
  });
  const repeated = secrets
    .filter((rule) => rule.repeated.length > 0)
    .map((rule) =>
      finding(
        'secret-key-twice',
        'info',
        `The rule for ${rule.file} names ${list(rule.repeated)} more than once`,
        {
          file: rule.place?.file ?? rule.rules,
          line: rule.place?.line ?? 1,
        },
      ),
    );
  return [...twice, ...repeated];
}

/** Names keep their case: only words of ours begin small. */
const smallFirst = (text: string): string =>
  /^(?:A|It|No|Of|One|Whether)\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
