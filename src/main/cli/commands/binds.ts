import type { Command } from 'commander';
import type { Act } from '../cli';
import { harmless } from '../io';
import { table } from '../table';

/** The key bindings of a host's desktop. */
export function addBinds(program: Command, act: Act): void {
  program
    .command('binds')
    .argument('<host>', 'a host with Hyprland')
    .option('--user <name>', 'whose desktop, where several people have one')
    .description('the key bindings of a host’s desktop, and which of them get into each other’s way')
    .action(
      act((cli, host: string, options: { user?: string }) =>
        cli.withFleet(async ({ client }) => {
          const { binds } = await client.desktop.binds({ host, ...options }, { signal: cli.signal });
          if (cli.io.json) return cli.io.document({ binds });
          cli.io.print(
            table(
              ['KEYS', 'DOES', 'WHERE', 'CONFLICT'],
              binds.map((bind) => [
                harmless([...bind.mods, bind.key].join(' + ')),
                harmless(bind.description ?? `${bind.action} ${bind.argument}`.trim()),
                bind.file === undefined ? '' : harmless(`${bind.file}:${bind.line}`),
                harmless(bind.conflictsWith.map(({ action }) => action).join('; ')),
              ]),
            ),
          );
          const conflicting = binds.filter(({ conflictsWith }) => conflictsWith.length > 0).length;
          cli.io.say(`${binds.length} binds, ${conflicting} of them in conflict.`);
        }),
      ),
    );
}
