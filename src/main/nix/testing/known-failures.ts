import type { ErrorCode } from '../../../shared/contract';

/** What versions of Nix said of one cause, recorded, and what a person is told. */
export interface KnownFailure {
  readonly name: string;
  readonly doing: 'evaluation' | 'build';
  /** By version of Nix. */
  readonly texts: readonly (readonly [version: string, text: string])[];
  /** `evaluation-failed` or `build-failed` where absent. */
  readonly code?: ErrorCode;
  readonly message: RegExp;
  readonly hint: RegExp;
}

const DRV = '/nix/store/zca2vkx25fgijgynr0mnchqhxpysi4yn-x-1.0.drv';

/** Recorded from 2.8.0, 2.26.3 and 2.34.8; of a daemon and of nixpkgs' module system as their sources have them. */
export const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    name: 'a build for another system',
    doing: 'build',
    texts: [
      [
        '2.8',
        `error: a 'aarch64-linux' with features {} is required to build '${DRV}', but I am a 'x86_64-linux' with features {benchmark, big-parallel, kvm, nixos-test}`,
      ],
      [
        '2.34',
        `error: Cannot build '${DRV}'.\n       Reason: platform mismatch\n       Required system: 'aarch64-linux'\n       Current system: 'x86_64-linux'`,
      ],
    ],
    message: /^x-1\.0 is built on aarch64-linux only, .*\(here: x86_64-linux\)\.$/,
    hint: /Add a builder for aarch64-linux/,
  },
  {
    name: 'a build that needs a feature',
    doing: 'build',
    texts: [
      [
        '2.26',
        `error: a 'x86_64-linux' with features {quantum} is required to build '${DRV}', but I am a 'x86_64-linux' with features {benchmark, big-parallel, kvm, nixos-test, uid-range}`,
      ],
      [
        '2.34',
        `error: Cannot build '${DRV}'.\n       Reason: missing system features\n       Required features: {quantum}\n       Available features: {benchmark, big-parallel, kvm, nixos-test, uid-range}`,
      ],
    ],
    message: /^x-1\.0 needs a machine with quantum\.$/,
    hint: /builder that has it/,
  },
  {
    name: 'builders that take nothing',
    doing: 'build',
    code: 'no-builders',
    texts: [
      [
        '2.8',
        "error: unable to start any build; either increase '--max-jobs' or enable remote builds.\n       https://nixos.org/manual/nix/stable/advanced-topics/distributed-builds.html",
      ],
      [
        '2.26',
        "error:\n                           Unable to start any build;\n                           remote machines may not have all required system features.\n\n                           For more information run 'man nix.conf' and search for '/machines'.",
      ],
      [
        '2.34',
        `error: Cannot build '${DRV}'.\n       Reason: local builds are disabled (max-jobs = 0)\n       Hint: set 'max-jobs' to a non-zero value to enable local builds, or configure remote builders via 'builders'`,
      ],
    ],
    message: /^No builder took a build/,
    hint: /builders test/,
  },
  {
    name: 'a daemon that does not trust this user',
    doing: 'build',
    texts: [
      [
        '2.26',
        "warning: ignoring the client-specified setting 'builders', because it is a restricted setting and you are not a trusted user\nerror:\n                           Unable to start any build;\n                           either increase '--max-jobs' or enable remote builds.",
      ],
    ],
    message: /does not trust your user/,
    hint: /trusted-users on this machine/,
  },
  {
    name: 'a build that lasts too long',
    doing: 'build',
    texts: [
      ['2.8', `error: building of '${DRV}!out' from .drv file timed out after 1 seconds of silence`],
      ['2.34', 'error: timed out after 1 seconds'],
    ],
    message: /^A build was ended after 1 s/,
    hint: /max-silent-time/,
  },
  {
    name: 'a builder that was killed',
    doing: 'build',
    texts: [
      [
        '2.26',
        `error: builder for '${DRV}' failed due to signal 9 (Killed);\n       last 1 log lines:\n       > working`,
      ],
      [
        '2.34',
        `error: Cannot build '${DRV}'.\n       Reason: builder failed due to signal 9 (Killed).\n       Output paths:`,
      ],
    ],
    message: /^Building x-1\.0 was killed by the system/,
    hint: /memory/,
  },
  {
    name: 'a daemon that is not there',
    doing: 'evaluation',
    texts: [['2.34', "error: cannot connect to socket at '/nope/socket': No such file or directory"]],
    message: /^The Nix daemon does not answer at \/nope\/socket: No such file or directory\.$/,
    hint: /systemctl start nix-daemon/,
  },
  {
    name: 'a server that is not there',
    doing: 'evaluation',
    texts: [
      ['2.8', "error: unable to download 'http://127.0.0.1:9/x.tar.gz': Couldn't connect to server (7)"],
      [
        '2.26',
        "error: Failed to open archive (Source threw exception: error: unable to download 'http://127.0.0.1:9/x.tar.gz': Could not connect to server (7) Failed to connect to 127.0.0.1 port 9 after 0 ms: Could not connect to server)",
      ],
    ],
    message: /^http:\/\/127\.0\.0\.1:9\/x\.tar\.gz could not be reached\.$/,
    hint: /network/,
  },
  {
    name: 'no route',
    doing: 'evaluation',
    texts: [
      [
        '2.8',
        'ssh: connect to host 10.1.1.1 port 22: No route to host\nerror: program git failed with exit code 128',
      ],
    ],
    message: /^Nix needed something from the network/,
    hint: /network/,
  },
  {
    name: 'an input that is not what is locked',
    doing: 'evaluation',
    texts: [
      [
        '2.26',
        "error: NAR hash mismatch in input 'path:/etc/hostname?narHash=sha256-AAA%3D', expected 'sha256-AAA=' but got 'sha256-vPw='",
      ],
    ],
    message: /^The input path:\/etc\/hostname is not what flake\.lock says\.$/,
    hint: /nix flake update/,
  },
  {
    name: 'recursion without end',
    doing: 'evaluation',
    texts: [
      ['2.8', 'error: stack overflow (possible infinite recursion)'],
      ['2.26', 'error: stack overflow; max-call-depth exceeded'],
      ['2.34', 'error: infinite recursion encountered'],
    ],
    message: /depends on itself/,
    hint: /config/,
  },
  {
    name: 'a path outside of the fleet',
    doing: 'evaluation',
    texts: [
      [
        '2.8',
        "error: access to absolute path '/etc/passwd' is forbidden in pure eval mode (use '--impure' to override)",
      ],
      [
        '2.26',
        "error: access to absolute path '/etc' is forbidden in pure evaluation mode (use '--impure' to override)",
      ],
    ],
    message: /^The configuration reads \/etc/,
    hint: /relative path/,
  },
  {
    name: 'a build that evaluation waits for',
    doing: 'evaluation',
    texts: [
      [
        '2.26',
        `error: cannot build '${DRV}^out' during evaluation because the option 'allow-import-from-derivation' is disabled`,
      ],
    ],
    message: /^The configuration needs x-1\.0 to be built/,
    hint: /allow-import-from-derivation/,
  },
  {
    name: 'definitions that contradict each other',
    doing: 'evaluation',
    texts: [
      [
        'with nixpkgs',
        "error: The option `services.x.enable' has conflicting definition values:\n       - In `/nix/store/s-source/a.nix': true\n       - In `/nix/store/s-source/b.nix': false\n       Use `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.",
      ],
    ],
    message:
      /^services\.x\.enable is set to different values: In `[^;]+a\.nix': true; In `[^;]+b\.nix': false/,
    hint: /mkForce/,
  },
  {
    name: 'an option without a value',
    doing: 'evaluation',
    texts: [
      ['with nixpkgs', "error: The option `fileSystems' is used but not defined."],
      [
        'with newer nixpkgs',
        "error: The option `fileSystems' was accessed but has no value defined. Try setting the option.",
      ],
    ],
    message: /^fileSystems has no value/,
    hint: /Set it/,
  },
];
