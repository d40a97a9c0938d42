import type { Command } from 'commander';
import {
  AppError,
  isAppError,
  type Change,
  type ChangeResult,
  type Draft,
  type Gesture,
} from '../../../shared/contract';
import type { Act, Answer, Cli, Session } from '../cli';
import { nixString } from '../nix-literal';
import { table } from '../table';

interface DryRun {
  dryRun?: boolean;
}

/** Gestures: each writes its files at once, and is one undo step. */
export function addEditing(program: Command, act: Act): void {
  for (const kind of ['enable', 'disable', 'unset'] as const) {
    program
      .command(kind)
      .argument('<host>')
      .argument('<path>', 'below the feature root (virtualization.podman) or whole')
      .option('--dry-run', 'print the diff and change nothing')
      .description(DESCRIPTIONS[kind])
      .action(
        act((cli, host: string, path: string, options: DryRun) =>
          apply(cli, { kind, host, path }, options.dryRun === true),
        ),
      );
  }

  program
    .command('set')
    .argument('<host>')
    .argument('<path>', 'an option, below the feature root or whole')
    .argument('<value>', 'a Nix literal: true, 42, "text", [ 1 2 ], { a = 1; }')
    .option('--string', 'VALUE is plain text, quote it')
    .option('--dry-run', 'print the diff and change nothing')
    .description('sets an option of a host')
    .action(
      act((cli, host: string, path: string, given: string, options: DryRun & { string?: boolean }) => {
        const value = options.string === true ? nixString(given) : given;
        return apply(cli, { kind: 'set', host, path, value }, options.dryRun === true);
      }),
    );

  program
    .command('draft')
    .description('the gestures that are not committed, and their diff')
    .action(
      act((cli) => drafted(cli, ({ client }) => client.draft.get(undefined, { signal: cli.signal }), true)),
    );
  program
    .command('undo')
    .description('takes back the last gesture, byte for byte')
    .action(act((cli) => drafted(cli, ({ client }) => client.draft.undo())));
  program
    .command('redo')
    .description('makes the last undone gesture again')
    .action(act((cli) => drafted(cli, ({ client }) => client.draft.redo())));
  program
    .command('discard')
    .description('takes back every gesture of the draft')
    .action(act((cli) => drafted(cli, ({ client }) => client.draft.discard())));

  program
    .command('commit')
    .requiredOption('-m, --message <words>', 'the message of the commit')
    .description("commits the draft's own changes; what you have staged stays staged")
    .action(
      act((cli, options: { message: string }) =>
        cli.withFleet(async ({ client }) => {
          if (options.message.trim() === '')
            throw new AppError('usage', 'The message of a commit cannot be empty.');
          const { commit, gestures } = await client.draft
            .commit({ message: options.message })
            .catch((error: unknown) => nothingToCommit(cli, error));
          if (cli.io.json) cli.io.document({ commit, gestures });
          else if (commit !== null) cli.io.print(`committed ${gestures.length} gestures as ${commit}`);
        }),
      ),
    );
}

const DESCRIPTIONS = {
  enable: 'switches a feature on, with what it needs',
  disable: 'switches a feature off',
  unset: 'removes what is written for an option of a host',
} as const;

function apply(cli: Cli, change: Change, dryRun: boolean): Answer {
  return cli.withFleet(async ({ client }) => {
    const result = await client.draft.apply({ changes: [change], dryRun });
    if (cli.io.json) cli.io.document(result);
    else if (dryRun) cli.io.print(result.diff);
    else tellChange(cli, change, result);
  });
}

function tellChange(cli: Cli, change: Change, result: ChangeResult): void {
  if (result.diff === '') {
    cli.io.print(`${change.host}: nothing to change`);
    return;
  }
  cli.io.print(`${change.host}: ${result.gesture?.title ?? `${change.kind} ${change.path}`}`);
  for (const file of result.files) cli.io.print(`  wrote  ${file}`);
  for (const path of result.needs) cli.io.print(`  needs  ${path}`);
  for (const path of result.brings) cli.io.print(`  brings ${path}`);
}

/** `showDiff`: also what the draft looks like, not only its gestures. */
function drafted(cli: Cli, call: (session: Session) => Promise<Draft>, showDiff = false): Answer {
  return cli.withFleet(async (session) => {
    const draft = await call(session).catch((error: unknown) => nothingToDo(cli, session, error));
    if (cli.io.json) {
      cli.io.document(draft);
      return;
    }
    cli.io.print(draft.gestures.length === 0 ? 'the draft is empty' : gestureTable(draft.gestures));
    if (draft.redo.length > 0)
      cli.io.say(`${draft.redo.length} undone; \`snowfleet redo\` makes the last again`);
    for (const file of draft.outside) cli.io.say(`${file} was changed outside Snowfleet since`);
    if (showDiff) for (const { diff } of draft.files) cli.io.print(`\n${diff}`);
  });
}

/** To have nothing to do is no failure: says so and shows the draft as it is. */
function nothingToDo(cli: Cli, { client }: Session, error: unknown): Promise<Draft> {
  if (!isAppError(error, 'nothing-to-undo') && !isAppError(error, 'nothing-to-redo')) throw error;
  cli.io.say(error.message);
  return client.draft.get(undefined, { signal: cli.signal });
}

function nothingToCommit(cli: Cli, error: unknown): { commit: null; gestures: Gesture[] } {
  if (!isAppError(error, 'nothing-to-commit')) throw error;
  cli.io.say(error.message);
  return { commit: null, gestures: [] };
}

function gestureTable(gestures: readonly Gesture[]): string {
  return table(
    ['GESTURE', 'AT', 'FILES'],
    gestures.map((gesture) => [gesture.title, gesture.at, gesture.files.join(' ')]),
  );
}
