import { AppError, type ErrorCode } from '../../shared/contract';
import { storeName, type BuildFailure } from './build-tree';
import type { FailureContext, Rule } from './failure-rule';
import type { FleetFiles } from './fleet-files';
import { FLEET_RULES, UNKNOWN_HOST } from './fleet-rules';
import { plainText } from './internal-json';
import { MACHINE_RULES } from './machine-rules';

export type { FailureContext } from './failure-rule';

/** First match wins: what stops everything stands before what is only said along the way. */
const RULES: readonly Rule[] = [UNKNOWN_HOST, ...MACHINE_RULES, ...FLEET_RULES];

/** Rules that fit, first those that fit the error itself, then those that fit what led to it. */
function* matches(texts: readonly string[]): Generator<[Rule, RegExpExecArray]> {
  for (const text of texts) {
    for (const rule of RULES) {
      const match = rule.pattern.exec(text);
      if (match) yield [rule, match];
    }
  }
}

/** `text` without the lines of source that Nix quotes: what stands in a file is not what went wrong. */
function withoutExcerpts(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*(?:\d+)?\|/.test(line) && !line.startsWith("(use '--show-trace'"))
    .join('\n');
}

/**
 * The error itself out of what Nix printed: without colours, warnings and the trace that leads to it. Nix from
 * 2.19 on prints the trace first and the error last.
 */
export function errorText(stderr: string): string {
  const text = withoutExcerpts(plainText(stderr));
  const starts = [...text.matchAll(/^\s*error:/gm)];
  const last = starts.at(-1);
  if (!last) return text.trim();
  return text
    .slice(last.index)
    .replace(/^\s*error:\s*/, '')
    .split('\n')
    .map((line) => line.replace(/^ {7}/, ''))
    .join('\n')
    .trim();
}

/** The innermost place of the fleet (or else of anything) that the error names. */
export function errorPlace(
  stderr: string,
  files?: FleetFiles,
): { file: string; line: number; column: number } | null {
  const places = [...plainText(stderr).matchAll(/at ([^\s:]+|«[^»]*»[^\s:]*):(\d+):(\d+):?/g)].map(
    (match) => ({
      file: match[1] ?? '',
      line: Number(match[2]),
      column: Number(match[3]),
    }),
  );
  const own = places.flatMap((place) => {
    const file = files?.relative(place.file) ?? null;
    return file === null ? [] : [{ ...place, file }];
  });
  // «string» is the expression we hand to Nix.
  return own.at(-1) ?? places.findLast((place) => place.file !== '«string»') ?? null;
}

const CODES = {
  evaluation: 'evaluation-failed',
  build: 'build-failed',
  copy: 'copy-failed',
} as const satisfies Record<FailureContext['doing'], ErrorCode>;

/** What the explanations of one failure have in common. */
function readFailure(stderr: string, context: FailureContext) {
  const text = errorText(stderr);
  const whole = withoutExcerpts(plainText(stderr));
  const place = context.doing === 'evaluation' ? errorPlace(whole, context.files) : null;
  return {
    text,
    whole,
    common: { ...(context.host && { host: context.host }), ...place },
    where: place ? ` (${place.file}:${place.line})` : '',
    own: context.files ? context.files.rename(text) : text,
  };
}

/** As {@link explainFailure}, but null where what Nix printed is none of the failures known by name. */
export function explainKnownFailure(stderr: string, context: FailureContext): AppError | null {
  const { text, whole, common, where, own } = readFailure(stderr, context);
  for (const [rule, match] of matches([text, whole])) {
    const found = rule.explain(match, whole, context);
    const renamed = context.files?.rename(found.message) ?? found.message;
    const message = where === '' ? renamed : `${renamed.replace(/\.$/, '')}${where}.`;
    return new AppError(found.code ?? CODES[context.doing], message, {
      hint: found.hint,
      detail: { ...common, ...found.detail, text: own },
    });
  }
  return null;
}

/** What Nix printed as an AppError: what happened, where, and what to do about it. */
export function explainFailure(stderr: string, context: FailureContext): AppError {
  const known = explainKnownFailure(stderr, context);
  if (known) return known;
  const { common, where, own } = readFailure(stderr, context);
  const failed = context.builds?.[0];
  if (failed) return builderFailed(failed, context.builds ?? [], common);
  const first = own.split('\n')[0] ?? '';
  const name = { evaluation: 'Evaluating', build: 'Building', copy: 'Copying' }[context.doing];
  return new AppError(CODES[context.doing], first === '' ? `${name} failed.` : `${first}${where}`, {
    hint: 'The log has what Nix said about it.',
    detail: { ...common, text: own },
  });
}

/** What pulled a derivation in, from the nearest to what was asked for; the middle of a long chain is left out. */
function neededBy(chain: readonly string[]): string {
  if (chain.length === 0) return '';
  const shown = chain.length <= 4 ? chain : [...chain.slice(0, 2), '…', ...chain.slice(-1)];
  return `It is needed by ${shown.join(', for ')}. `;
}

function builderFailed(
  failed: BuildFailure,
  all: readonly BuildFailure[],
  common: Record<string, unknown>,
): AppError {
  const others = all.length > 1 ? ` (and ${all.length - 1} more)` : '';
  const last = failed.log.findLast((line) => line.trim() !== '');
  return new AppError(
    'build-failed',
    `Building ${storeName(failed.drv)}${others} failed${last === undefined ? '.' : `: ${last}`}`,
    {
      hint: `${neededBy(failed.pulledIn ?? [])}The last lines of its log say why; nothing was changed on any host.`,
      detail: {
        ...common,
        derivation: failed.drv,
        log: failed.log,
        pulledIn: failed.pulledIn ?? [],
        failed: all.map((one) => one.drv),
      },
    },
  );
}
