import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from './cells';
import type { Lane } from './lane';

/** Where a run is stopped for a cell, so that the fault strikes there and nowhere else. */
export interface Place {
  /** Before the run begins. */
  prepare(): void;
  /** Resolves when the run stands there. `run` is known once there is one. */
  reached(run: string): Promise<void>;
  /** Lets the run go on. */
  release(): void;
}

/** The place of a cell; null where the fault has to be there before the run begins. */
export function placeOf(cell: Cell, lane: Lane): Place | null {
  const { fault, step, moment } = cell;
  const start = moment === 'start';
  const at = (name: string): Place => ({
    prepare: () => lane.hold(name),
    reached: () => lane.reached(name),
    release: () => lane.release(name),
  });
  switch (step) {
    case 'connect':
      return start ? null : at('state-start');
    case 'preflight':
      // There before the host is asked, or, for another deploy, under way on it.
      if (fault === 'changed-host-key' || fault === 'garbage-on-stdout') return null;
      if (fault === 'wrong-sudo-password' && start) return null;
      if (fault === 'another-deploy') return at('test-start');
      return at(start ? 'state-start' : 'preflight-middle');
    case 'copy':
      // These strike what makes a connection or begins a command: it has to be there before that.
      if (fault === 'changed-host-key' || fault === 'garbage-on-stdout') return at('state-middle');
      return at(`copy-${moment}`);
    case 'test':
      if (fault === 'disk-full' || fault === 'garbage-on-stdout') return at('dry');
      if (fault === 'wrong-sudo-password') return start ? null : at('dry');
      return at(`test-${moment}`);
    case 'ack':
      if (fault === 'garbage-on-stdout') return at('test-middle');
      // Another must be able to log in.
      if (fault === 'another-deploy' && start) return at('ack-start');
      return start ? beforeAcknowledgement(lane) : at('ack-middle');
    case 'profile':
    case 'boot':
      return at(`${step}-${moment}`);
    case 'confirm':
      return fault === 'garbage-on-stdout'
        ? at('boot-middle')
        : afterBoot(lane, start ? 'state-start' : 'state-middle');
  }
}

/** The host waits for the acknowledgement and lets nobody log in who could bring it. */
function beforeAcknowledgement(lane: Lane): Place {
  const closed = join(lane.root, 'etc/nologin');
  return {
    prepare: () => lane.hold('test-middle'),
    async reached(run) {
      await lane.reached('test-middle');
      writeFileSync(closed, 'not now\n');
      lane.release('test-middle');
      await lane.until('it waits for the acknowledgement', () => / wait \d/.test(lane.states(run)));
    },
    release: () => rmSync(closed, { force: true }),
  };
}

/** All is done on the host, and the app reads how the host is now. */
function afterBoot(lane: Lane, name: string): Place {
  return {
    prepare: () => lane.hold('boot-middle'),
    async reached() {
      await lane.reached('boot-middle');
      lane.hold(name);
      lane.release('boot-middle');
      await lane.reached(name);
    },
    release: () => lane.release(name),
  };
}
