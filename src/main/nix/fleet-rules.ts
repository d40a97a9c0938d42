import { storeName } from './build-tree';
import { NO_HOST } from './evaluation';
import type { Rule } from './failure-rule';

/** What is wrong with the fleet itself. First match wins. */
export const FLEET_RULES: readonly Rule[] = [
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
    pattern: /[Tt]he option [`']([^'`]+)' has conflicting definition values:\s*\n([^]*)/,
    explain: ([, option, rest]) => {
      const definitions = listItems(rest ?? '');
      return {
        message: `${option} is set to different values: ${definitions.join('; ')}`,
        hint: 'Keep one of them, or let one win with lib.mkForce.',
        detail: { option, definitions },
      };
    },
  },
  {
    pattern:
      /[Tt]he option [`']([^'`]+)' is used but not defined|[Tt]he option [`']([^'`]+)' was accessed but has no value defined/,
    explain: ([, old, recent]) => ({
      message: `${old ?? recent} has no value, and something needs it.`,
      hint: 'Set it.',
      detail: { option: old ?? recent },
    }),
  },
  {
    pattern:
      /cannot build '([^']+)' during evaluation because the option 'allow-import-from-derivation' is disabled/,
    explain: ([, drv = '']) => ({
      message: `The configuration needs ${storeName(drv.replace(/\^.*$/, ''))} to be built before it can be evaluated, and Nix is set up to refuse that.`,
      hint: 'Set allow-import-from-derivation, or replace what imports from a derivation.',
      detail: { derivation: drv },
    }),
  },
  {
    pattern: /access to (?:absolute )?path '([^']+)' is forbidden in pure eval(?:uation)? mode/,
    explain: ([, path]) => ({
      message: `The configuration reads ${path}, which is no part of the fleet.`,
      hint: 'Put the file into the fleet and name it by a relative path.',
      detail: { path },
    }),
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
    pattern: /infinite recursion encountered|stack overflow/,
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

/** The error our own expressions throw; nothing else is to be looked for then. */
export const UNKNOWN_HOST: Rule = {
  pattern: new RegExp(`${NO_HOST}(\\S+)`),
  explain: (match) => ({
    code: 'unknown-host',
    message: `This flake has no host ${match[1] ?? ''}.`,
    hint: 'Hosts are the attributes of the output nixosConfigurations.',
  }),
};

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
