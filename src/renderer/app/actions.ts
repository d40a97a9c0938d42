import { toAppError } from '../../shared/carrier';
import type { Change, ChangeResult, Draft, Gesture } from '../../shared/contract';
import { announce } from './announce';
import { client } from './client';
import { withGesture } from './draft-ahead';
import { followAskedJob } from './job-feed';
import { navigate } from './navigation';
import { notifyFailure, showToast } from './notices';
import { api, invalidate, invalidateAfterGesture, queries } from './queries';
import { setView } from './view';

function setDraft(draft: Draft): void {
  queries.setQueryData(api.draft.get.queryKey(), draft);
  invalidateAfterGesture();
}

/** Takes the last gesture back. Nothing to undo is said aloud, not shown as a failure. */
export async function undo(): Promise<void> {
  const last = queries.getQueryData(api.draft.get.queryKey())?.gestures.at(-1);
  try {
    setDraft(await client.draft.undo());
    announce(last ? `Undone: ${last.title}` : 'Undone');
  } catch (error) {
    if (toAppError(error).code === 'nothing-to-undo') announce('Nothing to undo');
    else notifyFailure('Undo')(error);
  }
}

export async function redo(): Promise<void> {
  const next = queries.getQueryData(api.draft.get.queryKey())?.redo.at(-1);
  try {
    setDraft(await client.draft.redo());
    announce(next ? `Done again: ${next.title}` : 'Done again');
  } catch (error) {
    if (toAppError(error).code === 'nothing-to-redo') announce('Nothing to redo');
    else notifyFailure('Redo')(error);
  }
}

/** Settles what others wrote over in a file; the text that is not kept can be brought back. */
export async function resolveDraft(file: string, keep: 'ours' | 'theirs'): Promise<void> {
  try {
    setDraft(await client.draft.resolve({ file, keep }));
    const done = keep === 'ours' ? `Ours is written again in ${file}` : `Theirs is kept in ${file}`;
    announce(done);
    showToast({
      title: done,
      detail: keep === 'ours' ? 'Undo brings theirs back' : 'Ours is put aside, not lost',
      onUndo: () => void undo(),
    });
  } catch (error) {
    notifyFailure('Settle what was changed outside')(error);
  }
}

/** Takes up a change that was put aside. */
export async function bringBack(gesture: Gesture): Promise<void> {
  try {
    setDraft(await client.draft.bringBack({ gesture: gesture.id }));
    announce(`Brought back: ${gesture.title}`);
  } catch (error) {
    notifyFailure('Bring back')(error);
  }
}

/** Gives the whole draft back. */
export async function discard(): Promise<void> {
  try {
    setDraft(await client.draft.discard());
    announce('Draft discarded');
  } catch (error) {
    notifyFailure('Discard')(error);
  }
}

/** One gesture. Throws the refusal, which the caller shows where the gesture was made. */
export async function applyChanges(changes: readonly Change[], done: string): Promise<ChangeResult> {
  const result = await client.draft.apply({ changes: [...changes], dryRun: false });
  gestureTaken(result, done);
  return result;
}

/** Puts a gesture that was taken on the page and says so, with the way back. `more`: what else it touches, in words. */
export function gestureTaken(result: ChangeResult, done: string, more?: string): void {
  queries.setQueryData(api.draft.get.queryKey(), (draft) => draft && withGesture(draft, result));
  invalidateAfterGesture();
  const count = result.diff.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line)).length;
  const written = count === 1 ? '1 line written' : `${count} lines written`;
  announce(done);
  const detail =
    result.files.length === 0 ? 'Nothing had to be written' : `${written} in ${result.files.join(', ')}`;
  showToast({
    title: done,
    detail: more === undefined ? detail : `${detail}; ${more}`,
    ...(result.files.length > 0 ? { onUndo: () => void undo() } : {}),
  });
}

export async function evaluate(): Promise<void> {
  try {
    const { job } = await client.fleet.evaluate();
    followAskedJob(job);
    invalidate('jobs');
    announce('Evaluation started');
  } catch (error) {
    notifyFailure('Evaluate')(error);
  }
}

export async function startPractice(hosts?: readonly string[]): Promise<void> {
  try {
    const { job } = await client.practice.up(hosts ? { hosts: [...hosts] } : {});
    followAskedJob(job);
    invalidate('jobs');
    announce('Starting practice hosts');
  } catch (error) {
    notifyFailure('Start practice hosts')(error);
  }
}

export async function stopPractice(): Promise<void> {
  try {
    await client.practice.down({});
    invalidate('practice');
    invalidate('inventory');
    announce('Practice hosts stopped');
  } catch (error) {
    notifyFailure('Stop practice hosts')(error);
  }
}

/** The draft's question before it is committed or discarded. */
export function askAboutDraft(dialog: 'commit' | 'discard'): void {
  setView({ draftDialog: dialog });
}

/** Opens the deploy page with these hosts chosen. */
export function chooseForDeploy(hosts: readonly string[]): void {
  setView({ deployHosts: [...hosts], deployJob: null, generationsOf: null, deployHistory: false });
  navigate('/deploys');
}

export function openGenerations(host: string): void {
  setView({ generationsOf: host });
  navigate('/deploys');
}

/** Opens every run that happened. */
export function openHistory(): void {
  setView({ generationsOf: null, deployHistory: true });
  navigate('/deploys');
}

/** Opens the deploy page on a job that runs, or has run. */
export function openDeployJob(job: string): void {
  setView({ deployJob: job, generationsOf: null, deployHistory: false });
  navigate('/deploys');
}

/** Opens the terminals with a new one for each of these hosts. */
export function openTerminals(hosts: readonly string[]): void {
  setView({ terminalsWanted: [...hosts] });
  navigate('/terminals');
}

export function openTerminal(host: string): void {
  openTerminals([host]);
}

export function openDetails(host: string): void {
  setView({ host });
  navigate('/inventory');
}

export function assignFeature(path: string): void {
  setView({ assign: path });
  navigate('/features');
}

/** Opens the board with these hosts chosen, for a feature yet to be picked. */
export function assignToHosts(hosts: readonly string[]): void {
  setView({ assignHosts: [...hosts] });
  navigate('/features');
}
