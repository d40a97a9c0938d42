import { leafName, shortPath } from '../../shared/features';
import {
  askAboutDraft,
  assignFeature,
  chooseForDeploy,
  evaluate,
  openDetails,
  openGenerations,
  openTerminal,
  redo,
  startPractice,
  stopPractice,
  undo,
} from './actions';
import { navigate } from './navigation';
import { offered } from './offers';
import type { PaletteItem } from './palette-search';
import { useBoard, useDraft, useFleet, useInventory, useReadFacts } from './queries';
import { setView, usePreferences, useSetPreferences } from './view';

export interface PaletteAction extends PaletteItem {
  readonly run: () => void;
}

function action(id: string, words: string, run: () => void, hint?: string): PaletteAction {
  return { id, group: 'Actions', words, run, ...(hint === undefined ? {} : { hint }) };
}

/** Everything the palette offers now: areas, what each host and feature can be asked for, and actions. */
export function usePaletteItems(): readonly PaletteAction[] {
  const fleet = useFleet().data;
  const ready = fleet !== null && fleet !== undefined;
  const hosts = useInventory(ready).data?.hosts ?? [];
  const board = useBoard(ready).data;
  const drafted = (useDraft(ready).data?.gestures.length ?? 0) > 0;
  const preferences = usePreferences();
  const setPreferences = useSetPreferences();
  const readFacts = useReadFacts();

  const areas: PaletteAction[] = [
    { id: 'go:inventory', group: 'Areas', words: 'Inventory', run: () => navigate('/inventory') },
    { id: 'go:features', group: 'Areas', words: 'Features', run: () => navigate('/features') },
    { id: 'go:deploys', group: 'Areas', words: 'Deploys', run: () => navigate('/deploys') },
    { id: 'go:terminals', group: 'Areas', words: 'Terminals', run: () => navigate('/terminals') },
    { id: 'go:credentials', group: 'Areas', words: 'Credentials', run: () => navigate('/credentials') },
  ];
  const ofHosts = hosts.flatMap(({ name }): PaletteAction[] => [
    { id: `host:${name}`, group: 'Hosts', words: name, hint: 'Open details', run: () => openDetails(name) },
  ]);
  const toHosts = hosts.flatMap(({ name }): PaletteAction[] => [
    { id: `term:${name}`, group: 'Hosts', words: `Terminal to ${name}`, run: () => openTerminal(name) },
    { id: `deploy:${name}`, group: 'Hosts', words: `Deploy ${name}`, run: () => chooseForDeploy([name]) },
    { id: `gens:${name}`, group: 'Hosts', words: `Generations of ${name}`, run: () => openGenerations(name) },
  ]);
  const features = (board?.features ?? []).map((feature): PaletteAction => ({
    id: `feature:${feature.path}`,
    group: 'Features',
    words: `Assign ${leafName(feature.path)} to…`,
    hint: shortPath(feature.path, board?.featureRoots ?? []),
    run: () => assignFeature(feature.path),
  }));
  const actions: PaletteAction[] = [
    ...(ready
      ? [
          action('undo', 'Undo', () => void undo(), 'Ctrl Z'),
          action('redo', 'Redo', () => void redo(), 'Ctrl Shift Z'),
          ...(drafted
            ? [
                action('commit', 'Commit…', () => askAboutDraft('commit')),
                action('discard', 'Discard…', () => askAboutDraft('discard')),
              ]
            : []),
          action('evaluate', 'Evaluate', () => void evaluate()),
          action('facts', 'Read facts', () => readFacts.mutate(undefined)),
        ]
      : []),
    ...(fleet?.practice
      ? [
          action('practice-up', 'Start practice hosts', () => void startPractice()),
          action('practice-down', 'Stop practice hosts', () => void stopPractice()),
        ]
      : []),
    action('open', 'Open another fleet…', () => setView({ openFolder: true })),
    action('theme-system', 'Theme of the system', () => setPreferences({ theme: 'system' })),
    action('theme-light', 'Theme: light', () => setPreferences({ theme: 'light' })),
    action('theme-dark', 'Theme: dark', () => setPreferences({ theme: 'dark' })),
    action('density', preferences.density === 'dense' ? 'Comfortable rows' : 'Dense rows', () =>
      setPreferences({ density: preferences.density === 'dense' ? 'comfortable' : 'dense' }),
    ),
    action('rail', preferences.railFolded ? 'Unfold the rail' : 'Fold the rail', () =>
      setPreferences({ railFolded: !preferences.railFolded }),
    ),
    ...offered().flatMap(({ title, offers }) =>
      offers
        .filter((one) => one.available())
        .map((one) => action(`offer:${one.id}`, `${title}: ${one.words}`, () => one.run(), one.keys)),
    ),
    action('help', 'Keys', () => setView({ helpOpen: true }), '?'),
  ];
  return [...areas, ...ofHosts, ...toHosts, ...features, ...actions];
}
