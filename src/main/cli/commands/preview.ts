import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../shared/contract';
import type { Act, Cli } from '../cli';
import { harmless } from '../io';
import { table } from '../table';
import { caseFrom } from './preview-case';
import { hostPreview } from './preview-host';
import { previewDocument, type PreviewDocument } from './preview-document';

/** A desktop before it runs: where its windows would be. */
export function addPreview(program: Command, act: Act): void {
  program
    .command('preview')
    .argument('[host]', 'a host of the fleet with Hyprland')
    .option('--user <name>', 'whose desktop, where several people of the host have one')
    .option('--case <file>', 'a measured case: configuration, version, windows and dispatches as JSON')
    .description('where the windows of a desktop would be, without running it')
    .action(act((cli, host: string | undefined, options: PreviewOptions) => preview(cli, host, options)));
}

interface PreviewOptions {
  readonly case?: string;
  readonly user?: string;
}

async function preview(cli: Cli, host: string | undefined, options: PreviewOptions): Promise<void> {
  if (host !== undefined) {
    const { desktop, result } = await hostPreview(cli, host, options.user);
    const { desk, afterEachWindow, notUnderstood } = result;
    show(cli, { host, ...previewDocument(desk, afterEachWindow, notUnderstood) });
    if (desktop.hyprland !== null) cli.io.say(harmless(desktop.hyprland.because));
    return;
  }
  if (options.case === undefined)
    throw new AppError('usage', 'preview wants a host, or a file.', {
      hint: 'Name a host of the fleet, or give --case FILE.',
    });
  const { desk, afterEachWindow, notUnderstood } = await caseFrom(resolve(cli.cwd, options.case));
  show(cli, previewDocument(desk, afterEachWindow, notUnderstood));
}

/** Prints a preview, as JSON or in words. */
export function show(cli: Cli, document: PreviewDocument & { readonly host?: string }): void {
  if (cli.io.json) return cli.io.document(document);
  cli.io.print(
    table(
      ['MONITOR', 'PLACE', 'PIXELS', 'SCALE'],
      document.monitors.map(({ name, x, y, width, height, scale }) => [
        harmless(name),
        `${x},${y}`,
        `${width}x${height}`,
        String(Number(scale.toFixed(4))),
      ]),
    ),
  );
  cli.io.print(
    table(
      ['WINDOW', 'MONITOR', 'WORKSPACE', 'PLACE', 'SIZE', 'STATE'],
      document.clients.map(({ class: name, monitor, workspace, at, size, floating, fullscreen }) => [
        harmless(name),
        harmless(monitor),
        harmless(workspace),
        at.join(','),
        size.join('x'),
        fullscreen === 2 ? 'fullscreen' : fullscreen === 1 ? 'maximised' : floating ? 'floating' : 'tiled',
      ]),
    ),
  );
  for (const { problem } of document.monitors) if (problem !== undefined) cli.io.say(harmless(problem));
  for (const { text, because } of document.notUnderstood)
    cli.io.say(`Not understood: ${harmless(text)}${because === undefined ? '' : ` (${harmless(because)})`}`);
}
