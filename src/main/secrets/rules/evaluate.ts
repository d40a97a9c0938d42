import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isAppError } from '../../../shared/contract';
import { type Nix, plainText } from '../../nix';
import { isCommandAbsent, runProcess } from '../../process';
import type { ToldByNix, ToldRule } from './read';

/** Rules of a thousand secrets take a second. */
const TIMEOUT_MS = 20_000;
/** Rules that want more memory than this loop. */
const MAX_HEAP_BYTES = 1_500_000_000;

/** One rule a name; a rule that throws is told by itself. A path in the rules is no text, and so no key. */
const EXPRESSION = `{ file }:
let
  rules = import (/. + file);
  caught = value: let tried = builtins.tryEval (builtins.deepSeq value value); in if tried.success then tried.value else null;
  isShape = rule: builtins.isAttrs rule && builtins.isList (rule.publicKeys or null) && builtins.all builtins.isString rule.publicKeys;
in
builtins.mapAttrs (_: rule:
  let shape = builtins.tryEval (builtins.deepSeq (rule.publicKeys or null) (isShape rule)); in {
    fails = !shape.success;
    publicKeys = if shape.success && shape.value then rule.publicKeys else null;
    armor = caught (rule.armor or false) == true;
  }) rules`;

const answerSchema = z.record(
  z.string(),
  z.object({ fails: z.boolean(), publicKeys: z.array(z.string()).nullable(), armor: z.boolean() }),
);

type Answer = { readonly rules: readonly ToldRule[] } | { readonly error: string };

/** Answers by file and by the texts of the fleet they were given for. */
const answers = new Map<string, { readonly answer: Answer; readonly until: number }>();
const MAX_ANSWERS = 64;
/** How long an answer holds that may rest on more than the fleet's Nix files: on key files, the network or the time. */
const UNSURE_MS = 10_000;
const UNSURE = /\b(?:readFile|readDir|fetch\w*|getEnv|getFlake|currentTime)\b|<[\w./-]+>/;

export interface EvaluateRules {
  readonly dir: string;
  /** Relative to the fleet. */
  readonly files: readonly string[];
  /** Stands for all Nix files of the fleet: while it is the same, so is the answer. */
  readonly stamp: string;
  readonly nix: Pick<Nix, 'command'>;
  readonly signal?: AbortSignal;
}

/**
 * Asks Nix for rules that source does not tell: one evaluation a file, with a limit of time and of memory. It imports what
 * the rules import, as agenix does. A failure is an answer. Throws `cancelled`.
 */
export async function evaluateRules(request: EvaluateRules): Promise<ToldByNix> {
  const told = new Map<string, Answer>();
  for (const file of request.files) {
    const key = JSON.stringify([request.dir, file, request.stamp]);
    const known = answers.get(key);
    if (known && Date.now() < known.until) {
      told.set(file, known.answer);
      continue;
    }
    const answer = await ask(request, file);
    const text = await readFile(path.join(request.dir, file), 'utf8').catch(() => '');
    answers.delete(key);
    answers.set(key, { answer, until: UNSURE.test(text) ? Date.now() + UNSURE_MS : Infinity });
    const [oldest] = answers.keys();
    if (answers.size > MAX_ANSWERS && oldest !== undefined) answers.delete(oldest);
    told.set(file, answer);
  }
  return told;
}

async function ask({ dir, nix, signal }: EvaluateRules, file: string): Promise<Answer> {
  try {
    const { argvPrefix, env } = await nix.command();
    const words = ['--eval', '--strict', '--json'];
    const result = await runProcess(
      [
        ...argvPrefix,
        'nix-instantiate',
        ...words,
        '--argstr',
        'file',
        path.join(dir, file),
        '-E',
        EXPRESSION,
      ],
      {
        env: { ...env, GC_MAXIMUM_HEAP_SIZE: String(MAX_HEAP_BYTES) },
        timeoutMs: TIMEOUT_MS,
        killGraceMs: 500,
        maxOutputBytes: 32 * 1024 * 1024,
        ...(signal ? { signal } : {}),
      },
    );
    if (result.code !== 0) return { error: reasonIn(result.stderr) };
    const answer = answerSchema.safeParse(JSON.parse(result.stdout));
    if (!answer.success) return { error: 'These rules are no set of rules as agenix takes them' };
    return { rules: Object.entries(answer.data).map(ruleOf) };
  } catch (error) {
    if (isAppError(error, 'cancelled')) throw error;
    if (isAppError(error, 'timeout'))
      return { error: `Nix had not worked these rules out after ${TIMEOUT_MS / 1000} s, so it was stopped` };
    if (isAppError(error))
      return { error: `These rules are computed, and Nix could not be asked: ${error.message}` };
    if (isCommandAbsent(error))
      return { error: 'These rules are computed, and Nix is not there to be asked' };
    if (error instanceof SyntaxError) return { error: 'Nix gave an answer that is no JSON' };
    throw error;
  }
}

function ruleOf([name, { fails, publicKeys, armor }]: [
  string,
  z.infer<typeof answerSchema>[string],
]): ToldRule {
  return {
    name,
    publicKeys,
    armor,
    ...(fails ? { error: 'it throws, or an assertion of it does not hold' } : {}),
  };
}

/** What Nix complained of, in its own words and without its trace. */
function reasonIn(stderr: string): string {
  const lines = plainText(stderr)
    .split('\n')
    .map((line) => line.trim());
  if (lines.some((line) => /out of memory|Out of Memory/.test(line)))
    return 'Nix ran out of the memory it was given for these rules: they never end, or are far too large';
  const errors = lines.filter((line) => line.startsWith('error:'));
  const said = errors.map((line) => line.slice('error:'.length).trim()).findLast((line) => line !== '');
  return `Nix cannot evaluate these rules: ${said ?? (lines.findLast((line) => line !== '') || 'it gave no reason')}`;
}
