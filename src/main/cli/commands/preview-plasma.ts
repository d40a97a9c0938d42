import { resolve } from 'node:path';
import type { PlasmaDesktop } from '../../../shared/contract';
import {
  EMPTY_SESSION,
  type LaidOutPlasma,
  layOutPlasma,
  openingOfPlasma,
  type PlasmaModel,
  plasmaScene,
  plasmaScreens,
  type PlasmaSession,
  readPlasma,
  settingOf,
} from '../../../shared/desktop';
import { savePicture } from '../../desktop';
import type { Cli } from '../cli';
import { harmless } from '../io';
import { table } from '../table';
import { refused } from './preview-document';

type At = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
const placed = ({ x, y, width, height }: At) => ({ at: [x, y], size: [width, height] });

function clientsOf({ screens, windows }: LaidOutPlasma) {
  return windows.map(({ class: name, at, screen, desktop, maximised }) => ({
    class: name,
    ...placed(at.client),
    floating: !maximised,
    monitor: screens[screen]?.screen.name ?? '',
    workspace: String(desktop + 1),
    fullscreen: maximised ? 1 : 0,
  }));
}

/** The session as it was after each window that a preview begins with. */
function steps(session: PlasmaSession): readonly PlasmaSession[] {
  return session.windows.map((_, index) => ({
    ...EMPTY_SESSION,
    windows: session.windows.slice(0, index + 1),
  }));
}

/** What `preview --desktop plasma --json` prints, in logical pixels of the whole desk. */
export function plasmaDocument(desktop: PlasmaDesktop, model: PlasmaModel, session: PlasmaSession) {
  const screens = plasmaScreens(desktop.screens.screens);
  const laidOut = layOutPlasma(model, screens, session);
  return {
    host: desktop.host,
    desktop: 'plasma' as const,
    user: desktop.user,
    colours: model.colours.value.name,
    monitors: laidOut.screens.map(({ screen, workArea }) => ({
      name: screen.name,
      ...screen.box,
      scale: screen.scale,
      transform: 0,
      reserved: [
        workArea.x - screen.box.x,
        workArea.y - screen.box.y,
        screen.box.x + screen.box.width - workArea.x - workArea.width,
        screen.box.y + screen.box.height - workArea.y - workArea.height,
      ],
    })),
    panels: laidOut.screens.flatMap(({ screen, panels }) =>
      panels.map(({ edge, window, drawn, reserves, panel }) => ({
        monitor: screen.name,
        edge,
        ...placed(window),
        drawn: placed(drawn),
        reserves,
        floating: panel.floating.value,
        hiding: panel.hiding.value,
        widgets: panel.widgets.map(({ name }) => name),
        ...(panel.from && { file: panel.from.file, line: panel.from.line }),
      })),
    ),
    clients: clientsOf(laidOut),
    after_each_window: steps(session).map((each) => clientsOf(layOutPlasma(model, screens, each))),
    notUnderstood: model.notUnderstood.map(refused),
  };
}

interface PlasmaOptions {
  readonly user?: string;
  readonly out?: string;
  readonly evaluate?: boolean;
}

/** A host's Plasma: prints where everything would be, and draws it where a file is named. */
export async function presentPlasma(
  cli: Cli,
  host: string,
  { user, out, evaluate: evaluated }: PlasmaOptions,
): Promise<void> {
  const desktop = await cli.withFleet(({ client }) =>
    client.desktop.plasma({ host, user, evaluated }, { signal: cli.signal }),
  );
  const model = desktop.model ?? readPlasma(settingOf({}));
  const session = openingOfPlasma(model);
  const document = plasmaDocument(desktop, model, session);
  if (out !== undefined) {
    const laidOut = layOutPlasma(model, plasmaScreens(desktop.screens.screens), session);
    await savePicture(resolve(cli.cwd, out), { scene: plasmaScene(model, laidOut, session), document });
    cli.io.say(`Wrote ${harmless(out)}`);
  }
  if (desktop.model === null) cli.io.say('plasma-manager says nothing: this is Plasma as it comes.');
  if (cli.io.json) return cli.io.document(document);
  cli.io.print(
    table(
      ['PANEL', 'MONITOR', 'PLACE', 'SIZE', 'KEEPS', 'HIDES'],
      document.panels.map(({ edge, monitor, at, size, reserves, hiding }) => [
        edge,
        harmless(monitor),
        at.join(','),
        size.join('x'),
        String(reserves),
        hiding === 'none' ? 'never' : hiding,
      ]),
    ),
  );
  cli.io.print(
    table(
      ['WINDOW', 'MONITOR', 'DESKTOP', 'PLACE', 'SIZE'],
      document.clients.map(({ class: name, monitor, workspace, at, size }) => [
        harmless(name),
        harmless(monitor),
        workspace,
        at.join(','),
        size.join('x'),
      ]),
    ),
  );
  for (const { text, because } of document.notUnderstood)
    cli.io.say(`Not previewed: ${harmless(text)}${because === undefined ? '' : ` (${harmless(because)})`}`);
}
