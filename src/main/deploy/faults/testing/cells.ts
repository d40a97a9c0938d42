/** Steps of a deploy at which faults strike. `preflight` comes before anything is built. */
export const STEPS = ['connect', 'preflight', 'copy', 'test', 'ack', 'profile', 'boot', 'confirm'] as const;
export type Step = (typeof STEPS)[number];

export const MOMENTS = ['start', 'middle'] as const;
export type Moment = (typeof MOMENTS)[number];

export const FAULTS = [
  'ssh-killed',
  'link-cut',
  'target-restarted',
  'app-killed',
  'activation-killed',
  'disk-full',
  'exit-1',
  'exit-2',
  'exit-4',
  'exit-100',
  'hang',
  'wrong-sudo-password',
  'changed-host-key',
  'another-deploy',
  'garbage-on-stdout',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Cell {
  readonly fault: Fault;
  readonly step: Step;
  readonly moment: Moment;
}

const NO_PROGRAM = 'no program of the new system or of Nix that sets something runs then';

/** Why a pair cannot happen, or null where it is a cell of the matrix. */
export function impossible({ fault, step, moment }: Cell): string | null {
  const start = moment === 'start';
  switch (fault) {
    case 'ssh-killed':
      return step === 'connect' && start ? 'there is no session yet that could be killed' : null;
    case 'link-cut':
    case 'target-restarted':
      return null;
    case 'app-killed':
      return step === 'connect' && start ? 'nothing has begun: the run is not there yet' : null;
    case 'activation-killed':
      return step === 'test' || step === 'ack' || step === 'profile' || step === 'boot'
        ? null
        : 'no activation is under way on the host then';
    case 'disk-full':
      if (step === 'connect' || step === 'confirm') return 'nothing is written on the host then';
      if (step === 'test' && !start) return 'what our activation does then is not written to the disk';
      if (step === 'ack' || step === 'profile' || step === 'boot') {
        return start ? null : 'the one thing that is written is written already';
      }
      return null;
    case 'exit-1':
      return step === 'test' || step === 'profile' || step === 'boot' ? null : NO_PROGRAM;
    case 'exit-2':
    case 'exit-4':
    case 'exit-100':
      if (step === 'profile') return 'nix-env knows no such exit code';
      return step === 'test' || step === 'boot' ? null : NO_PROGRAM;
    case 'hang':
      return step === 'test' || step === 'profile' || step === 'boot' ? null : NO_PROGRAM;
    case 'wrong-sudo-password':
      if (step === 'test' || step === 'preflight') return null;
      if (step === 'ack') return start ? null : 'sudo has been passed already';
      return 'no command that needs sudo begins then';
    case 'changed-host-key':
      if (step === 'test') return null;
      if (step === 'connect' || step === 'preflight' || step === 'copy' || step === 'ack') {
        return start ? null : 'the key was shown and judged already';
      }
      return 'no new connection is made then';
    case 'another-deploy':
      if (step === 'connect' || step === 'confirm')
        return 'nothing that excludes another is held or wanted then';
      if (step === 'preflight') return start ? null : 'whoever begins after that look is step test';
      if (step === 'copy') return 'a copy excludes nobody, and what comes after it is step test';
      return null;
    case 'garbage-on-stdout':
      if (!start) return 'a login shell prints it when a command begins';
      return step === 'profile' || step === 'boot' ? 'no command begins then' : null;
  }
}

/** Where the host must be in the end. `either`: both are right, for it is a race who comes first. */
export function expectedEnd({ fault, step, moment }: Cell): 'old' | 'new' | 'either' {
  const start = moment === 'start';
  switch (step) {
    case 'connect':
    case 'copy':
      return 'old';
    case 'preflight':
      switch (fault) {
        case 'ssh-killed':
          // What was answered until then told of nothing that forbids it.
          return start ? 'old' : 'new';
        case 'target-restarted':
          // It depends on how soon the host is back.
          return 'either';
        case 'another-deploy':
          return 'new';
        default:
          return 'old';
      }
    case 'confirm':
      return 'new';
    case 'test':
      switch (fault) {
        case 'ssh-killed':
        case 'link-cut':
        case 'another-deploy':
        case 'garbage-on-stdout':
          return 'new';
        case 'exit-4':
          // Four says that it was switched, which at the start is not true.
          return start ? 'old' : 'new';
        default:
          return 'old';
      }
    case 'ack':
      switch (fault) {
        case 'another-deploy':
        case 'garbage-on-stdout':
          return 'new';
        case 'ssh-killed':
          return start ? 'new' : 'either';
        case 'app-killed':
          return start ? 'old' : 'either';
        case 'link-cut':
          return start ? 'old' : 'new';
        default:
          return 'old';
      }
    case 'profile':
    case 'boot':
      switch (fault) {
        case 'ssh-killed':
        case 'link-cut':
        case 'app-killed':
        case 'another-deploy':
          return 'new';
        case 'target-restarted':
          // The boot entry is what counts, and it is written in the first half of step boot.
          return step === 'boot' && !start ? 'new' : 'old';
        default:
          return 'old';
      }
  }
}

/** Every pair of the matrix. */
export function allPairs(): Cell[] {
  return FAULTS.flatMap((fault) =>
    STEPS.flatMap((step) => MOMENTS.map((moment): Cell => ({ fault, step, moment }))),
  );
}

export function cells(): Cell[] {
  return allPairs().filter((pair) => impossible(pair) === null);
}

export const cellName = ({ fault, step, moment }: Cell): string => `${fault} at the ${moment} of ${step}`;
