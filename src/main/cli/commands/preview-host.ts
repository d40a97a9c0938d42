import type { Desktop } from '../../../shared/contract';
import { AppError } from '../../../shared/contract';
import { openingOf, playThrough, type CaseResult, withBarThickness } from '../../../shared/desktop';
import type { Cli } from '../cli';
import { layoutRefused } from './preview-case';

type HostResult = Pick<CaseResult, 'desk' | 'afterEachWindow' | 'notUnderstood'>;

interface HostOptions {
  readonly user?: string;
  readonly desktop?: 'hyprland' | 'plasma';
  readonly evaluate?: boolean;
}

/**
 * The desktop of a host with the windows a preview begins with; `result` is null where it has Plasma alone. Throws
 * `no-effect` where the host has neither, or not the one that is asked for.
 */
export async function hostPreview(
  cli: Cli,
  host: string,
  { user, desktop: wanted, evaluate: evaluated }: HostOptions,
): Promise<{ desktop: Desktop; result: HostResult | null }> {
  const desktop = await cli.withFleet(({ client }) =>
    client.desktop.read({ host, user, evaluated }, { signal: cli.signal }),
  );
  if (desktop.hyprland === null && desktop.plasma && wanted === undefined) return { desktop, result: null };
  if (desktop.hyprland === null)
    throw new AppError('no-effect', `${host} has no desktop of Hyprland.`, {
      hint: desktop.plasma
        ? 'It has Plasma: add --desktop plasma.'
        : 'Switch Hyprland on for it, or ask for another host.',
      detail: { host },
    });
  try {
    return { desktop, result: opened(desktop) };
  } catch (error) {
    throw layoutRefused(error);
  }
}

function opened({ model, screens }: Desktop): HostResult {
  const drawn = withBarThickness(model);
  const { desk, afterEachWindow } = playThrough(
    drawn,
    screens.screens,
    openingOf(
      drawn,
      screens.screens.map(({ name }) => name),
    ),
  );
  return { desk, afterEachWindow, notUnderstood: model.notUnderstood };
}
