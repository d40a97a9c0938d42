import type { Command } from 'commander';
import type { Act, Cli } from '../cli';
import { harmless } from '../io';
import { table } from '../table';

/** Our own ssh-agent, for programs that are not started by Snowfleet. */
export function addAgent(program: Command, act: Act): void {
  const agent = program
    .command('agent')
    .description('an ssh-agent with the keys Snowfleet logs in with; nothing is written to disk');

  agent
    .command('serve', { isDefault: true })
    .option('--confirm', 'ask before each use of a key')
    .description('serves until Ctrl-C; the first line sets SSH_AUTH_SOCK in a shell')
    .action(act((cli, options: { confirm?: boolean }) => serve(cli, options.confirm === true)));

  agent
    .command('list')
    .description('the keys it offers: those of your own agent, and files whose passphrase is stored')
    .action(
      act((cli) =>
        cli.withoutFleet(async ({ client }) => {
          const known = await client.agent.keys();
          if (cli.io.json) return cli.io.document(known);
          cli.io.print(
            known.keys.length === 0
              ? 'no keys: your own agent has none, and no passphrase of a key file is stored'
              : table(
                  ['TYPE', 'FINGERPRINT', 'FROM', 'COMMENT'],
                  known.keys.map((key) => [key.keyType, key.fingerprint, key.from, harmless(key.comment)]),
                ),
          );
        }),
      ),
    );
}

function serve(cli: Cli, confirm: boolean): Promise<void> {
  return cli.withoutFleet(async ({ core }) => {
    const socket = await core.serveAgent({ confirm });
    if (cli.io.json) cli.io.document({ socket, pid: process.pid });
    else cli.io.print(`SSH_AUTH_SOCK='${socket.replaceAll("'", String.raw`'\''`)}'; export SSH_AUTH_SOCK;`);
    cli.io.say('Serving keys until Ctrl-C.');
    // The agent alone does not keep this process alive.
    const awake = setInterval(() => undefined, 1 << 30);
    await new Promise<void>((resolve) => {
      if (cli.signal.aborted) return resolve();
      cli.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    clearInterval(awake);
  });
}
