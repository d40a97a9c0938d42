import { Command, InvalidArgumentError } from 'commander';
import type { Act } from './cli';
import { addAgent } from './commands/agent';
import { addBinds } from './commands/binds';
import { addBuilders } from './commands/builders';
import { addCredentials } from './commands/credentials';
import { addDeploying } from './commands/deploying';
import { addDrafting } from './commands/drafting';
import { addDrives } from './commands/drives';
import { addEditing } from './commands/editing';
import { addExplain } from './commands/explain';
import { addFacts } from './commands/facts';
import { addHost } from './commands/host';
import { addIdentities } from './commands/identities';
import { addImages } from './commands/images';
import { addKnownHosts } from './commands/known-hosts';
import { addPractice } from './commands/practice';
import { addPreflight } from './commands/preflight';
import { addReading } from './commands/reading';
import { addPreview } from './commands/preview';
import { addRecipes } from './commands/recipes';
import { addRemote } from './commands/remote';
import { addSecrets } from './commands/secrets';
import { addServe } from './commands/serve';
import { addSyntax } from './commands/syntax';
import { addWrite } from './commands/write';
import { HELP_AFTER } from './help';

/** Every command with its options. Failures of the parser are thrown as CommanderError, never printed. */
export function buildProgram(version: string, act: Act): Command {
  const program = new Command('snowfleet')
    .description('The control room for a fleet of NixOS hosts that is defined by one flake.')
    .version(version, '-V, --version')
    .option('--fleet <dir>', 'the folder with flake.nix')
    .option('--json', 'JSON on standard output, words on standard error')
    .option('--ssh-config <file>', 'reach hosts by their names in this ssh configuration')
    .option('--address <address>', 'reach the host here: [user@]address[:port]')
    .option(
      '--passphrase-fd <number>',
      'read the passphrase of the vault from this file descriptor',
      descriptor,
    )
    .option('--stand-in', 'small stand-in inputs for any Nix call, for practice and tests')
    .option(
      '--feature-root <prefix>',
      'treat options below this prefix as features; may be repeated',
      (prefix: string, before: string[]) => [...before, prefix],
      [],
    )
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'how a command is used')
    .addHelpText('after', HELP_AFTER);
  addReading(program, act);
  addExplain(program, act);
  addEditing(program, act);
  addDrafting(program, act);
  addHost(program, act);
  addPreflight(program, act);
  addDeploying(program, act);
  addBuilders(program, act);
  addPractice(program, act);
  addRecipes(program, act);
  addRemote(program, act);
  addFacts(program, act);
  addPreview(program, act);
  addBinds(program, act);
  addImages(program, act);
  addDrives(program, act);
  addWrite(program, act);
  addKnownHosts(program, act);
  addAgent(program, act);
  addCredentials(program, act);
  addSecrets(program, act);
  addIdentities(program, act);
  addSyntax(program, act);
  addServe(program, act);
  return program;
}

function descriptor(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a file descriptor is a number.');
}
