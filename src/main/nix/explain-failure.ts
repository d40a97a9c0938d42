import { AppError, type ErrorCode } from '../../shared/contract';
import { storeName, type BuildFailure } from './build-tree';
import { NO_HOST } from './evaluation';
import type { FleetFiles } from './fleet-files';
import { plainText } from './internal-json';

export interface FailureContext {
  readonly doing: 'evaluation' | 'build' | 'copy';
  readonly host?: string;
  readonly files?: FleetFiles;
  readonly standIn?: boolean;
  /** Builders that failed, as the event stream told. */
  readonly builds?: readonly BuildFailure[];
}

interface Explanation {
  readonly code?: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly detail?: Record<string, unknown>;
}

interface Rule {
  readonly pattern: RegExp;
  explain(match: RegExpExecArray, text: string, context: FailureContext): Explanation;
}

/** First match wins: what stops everything stands before what is only said along the way. */
const RULES: readonly Rule[] = [
  {
    pattern: new RegExp(`${NO_HOST}(\\S+)`),
    explain: (match) => ({
      code: 'unknown-host',
      message: `This flake has no host ${match[1] ?? ''}.`,
      hint: 'Hosts are the attributes of the output nixosConfigurations.',
    }),
  },
  {
    pattern: /No space left on device|database or disk is full/,
    explain: () => ({
      code: 'disk-full',
      message: 'There is no space left for Nix to write to.',
      hint: 'Free some space (for instance with nix-collect-garbage), then try again.',
    }),
  },
  {
    pattern: /unsupported (?:tarball |git )?input attribute '([^']+)'/,
    explain: (match) => ({
      code: 'nix-too-old',
      message: `This version of Nix cannot read the fleet's flake.lock (attribute ${match[1] ?? ''}).`,
      hint: 'Use Nix 2.18 or newer for fleets that were locked by a recent Nix.',
    }),
  },
  {
    pattern: /lacks a (?:valid signature|signature by a trusted key)/,
    explain: () => ({
      message: 'The host does not accept store paths that are built here without a signature it trusts.',
      hint: 'Log in as root or as a user in nix.settings.trusted-users on the host, or sign what you build and list your public key in its nix.settings.trusted-public-keys.',
    }),
  },
  {
    pattern: /hash mismatch in fixed-output derivation '([^']+)'[^]*?specified:\s*(\S+)\s*got:\s*(\S+)/,
    explain: (match) => ({
      message: `What ${storeName(match[1] ?? '')} downloads is not what its hash says.`,
      hint: `If the new content is what you expect, write ${match[3] ?? 'the new hash'} in its place.`,
      detail: { derivation: match[1], specified: match[2], got: match[3] },
    }),
  },
  {
    pattern: /[Cc]ould ?n[o']t resolve host(?:name)?:? ?([^\s"';)]*)/,
    explain: (match, _text, context) => noNetwork(match[1], context),
  },
  {
    pattern: /unable to (?:download|fetch) '([^']+)'|[Cc]onnection timed out|Couldn't connect to server/,
    explain: (match, _text, context) => noNetwork(match[1], context),
  },
  {
    pattern: /Failed assertions:\s*\n([^]*)/,
    explain: (match) => {
      const assertions = listItems(match[1] ?? '');
      return {
        message: `The configuration contradicts itself: ${assertions.join('; ')}`,
        hint: 'Change one of the settings it names, then try again.',
        detail: { assertions },
      };
    },
  },
  {
    pattern: /Package ‘([^’]+)’[^]*?(has an unfree license|is marked as (insecure|broken))/,
    explain: (match) => {
      const name = match[1] ?? '';
      if (match[3] === 'insecure') {
        return {
          message: `The package ${name} is marked as insecure, so Nix refuses to use it.`,
          hint: `Replace it, or allow it with nixpkgs.config.permittedInsecurePackages = [ "${name}" ].`,
          detail: { package: name },
        };
      }
      if (match[3] === 'broken') {
        return {
          message: `The package ${name} is marked as broken in this nixpkgs.`,
          hint: 'Replace it, or take another version of nixpkgs.',
          detail: { package: name },
        };
      }
      return {
        message: `The package ${name} has an unfree license, so Nix refuses to use it.`,
        hint: 'Allow it with nixpkgs.config.allowUnfree = true, or by name with allowUnfreePredicate.',
        detail: { package: name },
      };
    },
  },
  {
    pattern: /[Tt]he option [`']([^'`]+)' does not exist/,
    explain: (match) => ({
      message: `There is no option ${match[1] ?? ''}.`,
      hint: 'Correct its name, or import the module that declares it.',
      detail: { option: match[1] },
    }),
  },
  {
    pattern: /A definition for option [`']([^'`]+)' is not of type [`']([^\n]+?)'\./,
    explain: (match) => ({
      message: `The value of ${match[1] ?? ''} is not of type ${match[2] ?? ''}.`,
      hint: 'Give it a value of that type.',
      detail: { option: match[1], type: match[2] },
    }),
  },
  {
    pattern: /infinite recursion encountered/,
    explain: () => ({
      message: 'The configuration depends on itself (infinite recursion).',
      hint: 'Often a module decides what it imports or defines from config; let such conditions depend on options of other modules only.',
    }),
  },
  {
    pattern: /does not provide attribute [^\n]*?'nixosConfigurations/,
    explain: (_match, _text, context) => ({
      message:
        context.host === undefined
          ? 'This flake has no output nixosConfigurations.'
          : `This flake has no host ${context.host}.`,
      hint: 'Hosts are the attributes of the output nixosConfigurations.',
    }),
  },
  {
    pattern: /attribute '([^']+)' missing/,
    explain: (match, text) => {
      const similar = /Did you mean (?:one of )?([^?\n]+)\?/.exec(text)?.[1];
      return {
        message: `The attribute ${match[1] ?? ''} is missing.`,
        hint:
          similar === undefined
            ? 'Correct its name, or update the input that should hold it.'
            : `Did you mean ${similar}?`,
        detail: { attribute: match[1] },
      };
    },
  },
  {
    pattern: /syntax error, ([^\n]+)/,
    explain: (match) => ({
      message: `Nix cannot read a file: ${match[1] ?? 'syntax error'}.`,
      hint: 'Correct the file at that place.',
    }),
  },
  {
    pattern: /dubious ownership|is not owned by current user/,
    explain: () => ({
      message: 'Git refuses to read the fleet because its folder belongs to another user.',
      hint: 'Open the fleet as its owner, or allow it with git config --global --add safe.directory FOLDER.',
    }),
  },
  {
    pattern:
      /(?:path|getting status of) '([^']+)'(?: does not exist|: No such file or directory)|Path '([^']+)' [^\n]*not tracked by Git/,
    explain: (match) => ({
      message: `${match[1] ?? match[2] ?? 'A file'} does not exist for Nix.`,
      hint: 'In a git repository Nix sees only files that git knows: git add -N FILE.',
      detail: { path: match[1] ?? match[2] },
    }),
  },
];

function noNetwork(where: string | undefined, context: FailureContext): Explanation {
  return {
    message: where
      ? `${where} could not be reached.`
      : 'Nix needed something from the network and did not get it.',
    hint: context.standIn
      ? 'With stand-in inputs nothing should come from the network; this fleet needs something of its own.'
      : 'Check the network connection. Without network, practice hosts and --stand-in work with the bundled fleet.',
    ...(where ? { detail: { url: where } } : {}),
  };
}

/** The lines of a `- item` list up to the first line that does not belong to it. */
function listItems(text: string): string[] {
  const items: string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith('- ')) items.push(line.slice(2));
    else if (line === '') {
      if (items.length > 0) break;
    } else if (items.length > 0) items[items.length - 1] += ` ${line}`;
  }
  return items;
}

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
