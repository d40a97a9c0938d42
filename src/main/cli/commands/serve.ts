import { type Command, InvalidArgumentError } from 'commander';
import type { Act } from '../cli';
import { findFleetDir } from '../fleet-dir';

interface ServeOptions {
  port?: number;
  open: boolean;
  practice?: boolean;
}

/** The browser door, from the terminal. */
export function addServe(program: Command, act: Act): void {
  program
    .command('serve')
    .option('--port <number>', 'on loopback; default: a free one', port)
    .option('--no-open', 'do not open a browser')
    .option('--practice', 'open the bundled practice fleet with stand-in inputs')
    .description('the window in a browser, on loopback; ends with Ctrl-C')
    .action(
      act(async (cli, options: ServeOptions) => {
        const { serve } = await import('../../serve');
        await serve({
          env: cli.env,
          fleet: findFleetDir(cli.globals.fleet, cli.env, cli.cwd),
          port: options.port,
          opensBrowser: options.open,
          practice: options.practice === true,
          standIn: cli.globals.standIn === true,
          sshConfig: cli.globals.sshConfig,
          address: cli.globals.address,
          featureRoots: cli.globals.featureRoot,
          onReady({ url, port: bound, pid }) {
            if (cli.io.json) cli.io.document({ url, port: bound, pid });
            else cli.io.print(`Snowfleet is ready at ${url}`);
          },
          untilStopped: new Promise((resolve) => void cli.interrupts.onInterrupt(resolve)),
        });
      }),
    );
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('a port is a number from 0 to 65535.');
}
