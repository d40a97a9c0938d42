import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '../../../shared/contract';
import { type CaseResult, hyprlandScene, type Screen } from '../../../shared/desktop';
import { pictureKind, savePicture } from '../../desktop';
import type { Act, Cli } from '../cli';
import { harmless } from '../io';
import { table } from '../table';
import { caseFrom } from './preview-case';
import { hostPreview } from './preview-host';
import { presentPlasma } from './preview-plasma';
import { previewDocument, type PreviewDocument } from './preview-document';

/** A desktop before it runs: where its windows would be, and its picture. */
export function addPreview(program: Command, act: Act): void {
  program
    .command('preview')
    .argument('[host]', 'a host of the fleet with Hyprland or Plasma')
    .addOption(
      new Option('--desktop <name>', 'which one, where a host has both').choices(['hyprland', 'plasma']),
    )
    .option('--user <name>', 'whose desktop, where several people of the host have one')
    .option('--evaluate', 'ask Nix what the desktop of the host is, instead of reading its source')
    .option('--case <file>', 'a measured case: configuration, version, windows and dispatches as JSON')
    .option('--config <file>', 'a hyprland.conf or hyprland.lua, and what lies in its folder')
    .option('--hyprland <version>', 'with --config: the version of Hyprland that is to read it')
    .option('--out <file>', 'also draw it: a file that ends with .svg, .png or .json')
    .description('where the windows of a desktop would be, without running it')
    .action(act((cli, host: string | undefined, options: PreviewOptions) => preview(cli, host, options)));
}

interface PreviewOptions {
  readonly case?: string;
  readonly config?: string;
  readonly hyprland?: string;
  readonly user?: string;
  readonly evaluate?: boolean;
  readonly desktop?: 'hyprland' | 'plasma';
  readonly out?: string;
}

async function preview(cli: Cli, host: string | undefined, options: PreviewOptions): Promise<void> {
  if (options.out !== undefined) pictureKind(options.out);
  if (host !== undefined && options.desktop === 'plasma') {
    await presentPlasma(cli, host, options);
    return;
  }
  if (host !== undefined) {
    const { desktop, result } = await hostPreview(cli, host, options);
    if (result === null) return presentPlasma(cli, host, options);
    await present(cli, result, { host, out: options.out, screens: desktop.screens.screens });
    if (desktop.hyprland !== null) cli.io.say(harmless(desktop.hyprland.because));
    return;
  }
  if (options.config !== undefined) {
    const { configPreview } = await import('./preview-config');
    const { screens, result } = await configPreview(cli, resolve(cli.cwd, options.config), options.hyprland);
    await present(cli, result, { out: options.out, screens });
    return;
  }
  if (options.case === undefined)
    throw new AppError('usage', 'preview wants a host, or a file.', {
      hint: 'Name a host of the fleet, or give --config FILE or --case FILE.',
    });
  await present(cli, await caseFrom(resolve(cli.cwd, options.case)), { out: options.out });
}

/** Prints what is previewed, and draws it where a file is named; `screens` tell how large the glass of monitors is. */
export async function present(
  cli: Cli,
  { desk, afterEachWindow, notUnderstood }: Pick<CaseResult, 'desk' | 'afterEachWindow' | 'notUnderstood'>,
  more: { readonly host?: string; readonly out?: string | undefined; readonly screens?: readonly Screen[] },
): Promise<void> {
  const { host, out, screens = [] } = more;
  const document = {
    ...(host === undefined ? {} : { host }),
    ...previewDocument(desk, afterEachWindow, notUnderstood),
  };
  if (out !== undefined) {
    await savePicture(resolve(cli.cwd, out), { scene: hyprlandScene(desk, screens), document });
    cli.io.say(`Wrote ${harmless(out)}`);
  }
  show(cli, document);
}

/** Prints a preview, as JSON or in words. */
function show(cli: Cli, document: PreviewDocument & { readonly host?: string }): void {
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
