import type { Command } from 'commander';
import { AppError, type Draft, type Gesture, isAppError } from '../../../shared/contract';
import { meaningLine } from '../../../shared/features';
import type { Act, Answer, Cli, Session } from '../cli';
import { harmless } from '../io';
import { promptLine } from '../prompt';
import { table } from '../table';

/** The draft: what stands in it, back and forth, what others wrote over, and the commit. */
export function addDrafting(program: Command, act: Act): void {
  const draft = program
    .command('draft')
    .description('the gestures that are not committed, their diff and what they mean')
    .action(
      act((cli) => drafted(cli, ({ client }) => client.draft.get(undefined, { signal: cli.signal }), true)),
    );
  draft
    .command('resolve')
    .argument('<file>', 'a file that `draft` says was changed outside, as it is named there')
    .option('--ours', 'write the changes of the draft again; undo brings back what others wrote')
    .option(
      '--theirs',
      'keep what others wrote; the changes of the draft are put aside, undo takes them up again',
    )
    .description('settles what others wrote over a change of the draft')
    .action(act((cli, file: string, options: Choice) => resolve(cli, file, options)));
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
    .option('-m, --message <words>', 'the message of the commit; at a terminal one is proposed')
    .description("commits the draft's own changes; what you have staged stays staged")
    .action(act((cli, options: { message?: string }) => commit(cli, options.message)));
}

interface Choice {
  readonly ours?: boolean;
  readonly theirs?: boolean;
}

function resolve(cli: Cli, file: string, { ours, theirs }: Choice): Answer {
  if ((ours === true) === (theirs === true)) {
    throw new AppError('usage', 'Say which text stays: --ours or --theirs.', {
      hint: 'See both in `draft`.',
    });
  }
  return drafted(cli, ({ client }) =>
    client.draft.resolve({ file, keep: ours === true ? 'ours' : 'theirs' }),
  );
}

function commit(cli: Cli, given: string | undefined): Answer {
  if (given?.trim() === '') {
    throw new AppError('usage', 'The message of a commit cannot be empty.', {
      hint: 'Leave -m out, and one is proposed at a terminal.',
    });
  }
  return cli.withFleet(async ({ client }) => {
    const done = await messageOf(cli, client, given)
      .then((message) => client.draft.commit({ message }))
      .catch((error: unknown) => nothingToCommit(cli, error));
    if (cli.io.json) cli.io.document(done);
    else if (done.commit !== null)
      cli.io.print(
        `committed ${done.gestures.length} ${done.gestures.length === 1 ? 'gesture' : 'gestures'} as ${done.commit}`,
      );
  });
}

/** The message that was given, or at a terminal the proposed one with what the person makes of its first line. */
async function messageOf(cli: Cli, client: Session['client'], given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (!cli.io.isInteractive || cli.io.json) {
    throw new AppError('usage', 'A commit needs a message here.', {
      hint: 'Give one with -m; at a terminal one is proposed.',
    });
  }
  const { gestures } = await client.draft.get(undefined, { signal: cli.signal });
  if (gestures.length === 0) throw new AppError('nothing-to-commit', 'There is nothing to commit.');
  const proposal = await client.draft.proposeCommit(undefined, { signal: cli.signal });
  if (proposal.refused) throw new AppError(proposal.refused.code, proposal.refused.message, proposal.refused);
  const [subject = '', ...body] = proposal.message.split('\n');
  cli.io.say(harmless(proposal.message));
  if (proposal.branch === null) cli.io.say('HEAD is detached: the commit goes to no branch.');
  const typed = await promptLine('Enter commits so; type another first line, or press Ctrl-C: ', {
    signal: cli.signal,
  });
  if (typed === null) throw new AppError('cancelled', 'Nothing was committed.');
  return [typed.trim() === '' ? subject : typed.trim(), ...body].join('\n');
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
    tellOutside(cli, draft);
    if (!showDiff) return;
    for (const meant of draft.meaning) cli.io.print(`  ${harmless(meaningLine(meant))}`);
    tellEvaluation(cli, draft);
    for (const { diff } of draft.files) cli.io.print(`\n${diff}`);
  });
}

function tellOutside(cli: Cli, draft: Draft): void {
  const lost = new Set(draft.overwritten.map(({ file }) => file));
  for (const file of draft.outside) {
    if (!lost.has(file)) cli.io.say(`${file} was changed outside Snowfleet too; both stand`);
  }
  for (const { file, line, title } of draft.overwritten) {
    const place = line === null ? file : `${file}:${line}`;
    cli.io.say(`${place}: somebody wrote over "${title}"`);
  }
  for (const file of lost) {
    cli.io.say(`  which stays? \`snowfleet draft resolve ${file} --ours\` or \`--theirs\``);
  }
  if (draft.aside.length > 0) {
    const titles = draft.aside.map(({ title }) => `"${title}"`).join(', ');
    cli.io.say(`put aside for what others wrote: ${titles}; \`snowfleet undo\` takes the last up again`);
  }
}

function tellEvaluation(cli: Cli, { evaluation }: Draft): void {
  for (const { host, problems, warnings } of evaluation?.hosts ?? []) {
    for (const { words, file, line } of problems) {
      const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
      cli.io.print(`  ${host} does not evaluate: ${harmless(words)}${place}`);
    }
    for (const words of warnings) cli.io.print(`  ${host} warns: ${harmless(words)}`);
  }
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
