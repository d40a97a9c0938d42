import { storeName } from './build-tree';
import type { Explanation, FailureContext, Rule } from './failure-rule';

/** How versions of Nix say that no machine may build; the last is of 2.3x. */
const CANNOT_START = /[Uu]nable to start any build|local builds are disabled \(max-jobs = 0\)/;

/** What a daemon warns of that leaves out what an untrusted user asked for. */
const IGNORED = /ignoring the (?:client-specified|untrusted) (?:setting|substituter)/;

function otherSystem(drv: string, system: string, own: string): Explanation {
  return {
    message: `${storeName(drv)} is built on ${system} only, and nothing that builds is of that system (here: ${own}).`,
    hint: `Add a builder for ${system} (snowfleet builders add), build on the host itself (--build-on target), or emulate it with boot.binfmt.emulatedSystems.`,
    detail: { derivation: drv, system },
  };
}

function lacksFeature(drv: string, features: string): Explanation {
  return {
    message: `${storeName(drv)} needs a machine with ${features}.`,
    hint: 'Add a builder that has it (snowfleet builders add --features …), or list it in system-features of Nix here if this machine can do it.',
    detail: { derivation: drv, features },
  };
}

/** What keeps Nix from its work: disk, network, versions, trust, machines to build on. First match wins. */
export const MACHINE_RULES: readonly Rule[] = [
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
      hint: 'Log in as root or as a user in nix.settings.trusted-users on the host, or sign what you build and list your public key in its nix.settings.trusted-public-keys. Or let the host build for itself, which needs neither: --build-on target.',
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
    pattern:
      /a '([^']+)' with features \{([^}]*)\} is required to build '([^']+)', but I am a '([^']+)' with/,
    explain: ([, system = '', features = '', drv = '', own = '']) =>
      system === own ? lacksFeature(drv, features) : otherSystem(drv, system, own),
  },
  {
    pattern:
      /Cannot build '([^']+)'\.\s*Reason: platform mismatch\s*Required system: '([^']+)'[^]*?Current system: '([^']+)'/,
    explain: ([, drv = '', system = '', own = '']) => otherSystem(drv, system, own),
  },
  {
    pattern: /Cannot build '([^']+)'\.\s*Reason: missing system features\s*Required features: \{([^}]*)\}/,
    explain: ([, drv = '', features = '']) => lacksFeature(drv, features),
  },
  {
    pattern: CANNOT_START,
    explain: (_match, text) =>
      IGNORED.test(text)
        ? {
            message:
              'The Nix daemon of this machine does not let you choose builders: it does not trust your user.',
            hint: 'Add yourself to nix.settings.trusted-users on this machine, or build on the host itself: --build-on target.',
          }
        : {
            code: 'no-builders',
            message: 'No builder took a build: none could be reached, or none builds for what is needed.',
            hint: 'See why with `snowfleet builders test`, or build elsewhere: --build-on here.',
          },
  },
  {
    pattern: /timed out after (\d+) seconds( of silence)?/,
    explain: ([, seconds, silence]) => ({
      message: `A build was ended after ${seconds} s${silence === undefined ? '' : ' without a word'}, as Nix is set up to do.`,
      hint: 'The settings timeout and max-silent-time of Nix say how long a build may take.',
    }),
  },
  {
    pattern: /(?:builder for|Cannot build) '([^']+\.drv)'[^]*?due to signal 9 \(Killed\)/,
    explain: ([, drv = '']) => ({
      message: `Building ${storeName(drv)} was killed by the system, most likely because memory ran out.`,
      hint: 'Build fewer things at once (max-jobs, cores), add memory or swap, or build on a larger machine: --build-on builders.',
      detail: { derivation: drv },
    }),
  },
  {
    pattern: /cannot connect to (?:daemon|socket) at '([^']+)': ([^\n]+)/,
    explain: ([, socket, why]) => ({
      message: `The Nix daemon does not answer at ${socket}: ${why}.`,
      hint: 'Start it (systemctl start nix-daemon), or see that your user may use it: allowed-users in nix.conf.',
      detail: { socket },
    }),
  },
  {
    pattern: /NAR hash mismatch in input '([^']+)'/,
    explain: ([, input = '']) => ({
      message: `The input ${input.replace(/\?.*$/, '')} is not what flake.lock says.`,
      hint: 'It was changed where it comes from, or the lock file was edited by hand: lock it again with nix flake update and the name of that input.',
      detail: { input },
    }),
  },
  {
    // Nix 2.8 names the host only in the address.
    pattern: /unable to download 'https?:\/\/([^/']+)[^']*': [Cc]ould ?n[o']t resolve host name/,
    explain: (match, _text, context) => noNetwork(match[1], context),
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
    pattern: /No route to host|Network is unreachable|no route to/,
    explain: (_match, _text, context) => noNetwork(undefined, context),
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
