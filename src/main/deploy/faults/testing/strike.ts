import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { DeployLimits, HostResult } from '../../../../shared/contract';
import type { Stand } from './bench';
import type { Cell } from './cells';
import { writeFaultFleet } from './fleet';
import type { Place } from './place';

/** How long a cable is out where the run shall survive it. */
const CUT_MS = 3_000;
export const LIMITS: DeployLimits = { activation: 45, confirm: 8 };
/** What a program may take that hangs, or that would wait for ever were the lock not there. */
const SHORT: DeployLimits = { activation: 4, confirm: 8 };

export function limitsFor({ fault, step, moment }: Cell): DeployLimits {
  return fault === 'hang' || (isSecond({ fault, step, moment }) && step === 'test') ? SHORT : LIMITS;
}

/** Whether ours is the deploy that finds another one under way, which it must leave alone. */
export function isSecond({ fault, step, moment }: Cell): boolean {
  return fault === 'another-deploy' && moment === 'start' && (step === 'test' || step === 'preflight');
}

/** A run that is under way. */
export interface Going {
  readonly run: string;
  readonly result: Promise<HostResult>;
}

/** What proves that the fault has struck; asked for when the run is over. Throws when it did not. */
export type Evidence = (result: HostResult, states: string) => string;

/** Before the run begins: what has to be there beforehand. */
export async function prepareFault(cell: Cell, stand: Stand): Promise<void> {
  const { fault, step, moment } = cell;
  const { lane, app } = stand;
  const place = `${step}-${moment}`;
  switch (fault) {
    case 'exit-1':
    case 'exit-2':
    case 'exit-4':
    case 'exit-100':
      lane.order(place, `exit ${fault.slice('exit-'.length)}`);
      break;
    case 'hang':
      lane.order(place, 'sleep 1000');
      break;
    case 'disk-full':
      if (step === 'ack') {
        await lane.inside(
          'sh',
          '-c',
          'mkdir -p /run/snowfleet && mount -t tmpfs -o size=96k run /run/snowfleet',
        );
      }
      if (step === 'boot') {
        await lane.inside(
          'sh',
          '-c',
          'entry=$(cat /boot/entry); mount -t tmpfs -o size=64k boot /boot && echo "$entry" >/boot/entry',
        );
      }
      break;
    case 'wrong-sudo-password':
      await lane.setPassword('right');
      lane.demandPassword(true);
      app.password = (step === 'test' || step === 'preflight') && moment === 'start' ? 'wrong' : 'right';
      break;
    default:
      break;
  }
}

/** Strikes while the run stands at its place (where it has one), lets it go on, and undoes what would last for ever. */
export async function strike(
  cell: Cell,
  stand: Stand,
  place: Place | null,
  going: () => Promise<Going>,
): Promise<{ going: Going; evidence: Evidence }> {
  const { fault, step, moment } = cell;
  const { lane } = stand;
  const begin = async (): Promise<Going> => {
    const begun = await going();
    await place?.reached(begun.run);
    return begun;
  };
  switch (fault) {
    case 'ssh-killed': {
      const begun = await begin();
      const killed = await lane.killSessions();
      place?.release();
      return { going: begun, evidence: () => need(killed > 0, `${killed} sessions were killed`) };
    }
    case 'link-cut': {
      const early = place === null ? null : await begin();
      await lane.unplug();
      const carrier = await lane.hasCarrier();
      const begun = early ?? (await begin());
      place?.release();
      if (step === 'connect' || step === 'preflight' || step === 'copy') await begun.result;
      else if (step === 'ack' && moment === 'start') {
        await lane.until('the host has gone back', () => / end /.test(lane.states(begun.run)));
      } else await sleep(CUT_MS);
      await lane.plug();
      return { going: begun, evidence: () => need(!carrier, 'the host had no carrier') };
    }
    case 'target-restarted': {
      const early = place === null ? null : await begin();
      const before = lane.pid();
      await lane.stop();
      place?.release();
      const begun = early ?? (await begin());
      if (place === null) await begun.result;
      await lane.start();
      const after = lane.pid();
      return {
        going: begun,
        evidence: () => need(before !== after, `process 1 was ${before}, then ${after}`),
      };
    }
    case 'activation-killed': {
      const begun = await begin();
      const [pid = ''] = (await lane.inside('cat', `/run/snowfleet/${begun.run}-${lane.name}/pid`)).split(
        ' ',
      );
      await lane.inside('kill', '-KILL', pid);
      place?.release();
      return {
        going: begun,
        evidence: (_, states) =>
          need(/ end restored killed 137\n/.test(states), 'the host told "end restored killed 137"'),
      };
    }
    case 'disk-full': {
      const begun = await begin();
      const folder = step === 'ack' ? '/run/snowfleet' : step === 'boot' ? '/boot' : '/nix';
      await lane.fill(folder);
      place?.release();
      return {
        going: begun,
        evidence: (result) =>
          need(
            result.outcome === 'failed' || result.outcome === 'rolled-back',
            `nothing more could be written to ${folder}`,
          ),
      };
    }
    case 'exit-1':
    case 'exit-2':
    case 'exit-4':
    case 'exit-100':
    case 'hang': {
      const begun = await begin();
      place?.release();
      const code = fault === 'hang' ? '124' : fault.slice('exit-'.length);
      return {
        going: begun,
        evidence: (_, states) =>
          need(states.includes(` code ${step} ${code}\n`), `the host told "code ${step} ${code}"`),
      };
    }
    case 'wrong-sudo-password': {
      const begun = await begin();
      if (place !== null) await lane.setPassword('another');
      place?.release();
      return {
        going: begun,
        evidence: ({ reason = '' }) => need(/sudo|password/.test(reason), `told: ${reason}`),
      };
    }
    case 'changed-host-key': {
      const early = place === null ? null : await begin();
      const restore = await lane.changeKey();
      const begun = early ?? (await begin());
      place?.release();
      await begun.result;
      restore();
      return {
        going: begun,
        evidence: ({ reason = '' }) => need(/\bkey\b|identification/i.test(reason), `told: ${reason}`),
      };
    }
    case 'another-deploy':
      return anotherDeploy(cell, stand, place, begin);
    case 'garbage-on-stdout': {
      const early = place === null ? null : await begin();
      lane.mark('garbage');
      const heard = await promisify(execFile)('ssh', ['-F', stand.sshConfig, lane.name, 'true']);
      const begun = early ?? (await begin());
      place?.release();
      return {
        going: begun,
        evidence: () => need(heard.stdout.includes('Welcome'), 'a login there was greeted with rubbish'),
      };
    }
    case 'app-killed':
      throw new Error('an app that is killed runs in a process of its own');
  }
}

/** The other operator comes second and is sent away, but at the start of the test, where it is there first. */
async function anotherDeploy(
  cell: Cell,
  { lane, other, otherFleet, fleet }: Stand,
  place: Place | null,
  begin: () => Promise<Going>,
): Promise<{ going: Going; evidence: Evidence }> {
  const busy = 'Another switch';
  const found = cell.step === 'preflight' ? 'Something is activating a system there' : busy;
  if (isSecond(cell)) {
    cpSync(fleet, otherFleet, { recursive: true });
    const first = await other.deploy(lane.name, LIMITS);
    await place?.reached(first.run);
    const going = await begin();
    const ours = await going.result;
    place?.release();
    const { outcome } = await first.result;
    return {
      going,
      evidence: () => {
        need(outcome === 'switched', `the other deploy came out as ${outcome}`);
        return need(ours.reason?.includes(found) === true, `told: ${ours.reason}`);
      },
    };
  }
  writeFaultFleet(otherFleet, lane.name, `other${Date.now()}`);
  const going = await begin();
  const { reason = '', outcome } = await (await other.deploy(lane.name, LIMITS)).result;
  place?.release();
  return {
    going,
    evidence: () => need(outcome === 'failed' && reason.includes(busy), `the other was told: ${reason}`),
  };
}

/** `words` as evidence; throws where it is none. */
export function need(isProven: boolean, words: string): string {
  if (!isProven) throw new Error(`the fault did not strike; ${words}`);
  return words;
}
