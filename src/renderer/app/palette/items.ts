import { useMemo } from 'react';
import { leafName, shortPath } from '../../../shared/features';
import {
  askAboutDraft,
  assignFeature,
  chooseForDeploy,
  evaluate,
  openDetails,
  openGenerations,
  openHistory,
  openTerminal,
  redo,
  startPractice,
  stopPractice,
  undo,
} from '../actions';
import { explainValue } from '../asked';
import { askAboutHost } from '../host-life';
import { navigate } from '../navigation';
import { offered } from '../offers';
import { useBoard, useDraft, useFleet, useInventory, useReadFacts } from '../queries';
import { setView, usePreferences, useSetPreferences } from '../view';
import type { PaletteItem } from './model';

function action(id: string, words: string, run: () => void, keys?: string): PaletteItem {
  return { id, group: 'Actions', words, run, ...(keys === undefined ? {} : { keys }) };
}

const AREAS: readonly PaletteItem[] = (
  [
    ['inventory', 'Inventory'],
    ['features', 'Features'],
    ['deploys', 'Deploys'],
    ['terminals', 'Terminals'],
    ['secrets', 'Secrets'],
    ['images', 'Images'],
    ['desktop', 'Desktop'],
    ['credentials', 'Credentials'],
  ] as const
).map(([id, words]) => ({ id: `go:${id}`, group: 'Areas', words, run: () => navigate(`/${id}`) }));

/** Where an explanation opens that no click asked for: below the field that opens the palette. */
export function paletteAnchor(): HTMLElement {
  return document.querySelector<HTMLElement>('.find') ?? document.body;
}

/** Each host, and what can be done with one. */
function useHostItems(ready: boolean): readonly PaletteItem[] {
  const hosts = useInventory(ready).data?.hosts;
  return useMemo(() => {
    const names = (hosts ?? []).map(({ name }) => name);
    const choices = (run: (host: string) => void): readonly PaletteItem[] =>
      names.map((name) => ({ id: name, group: 'Hosts', words: name, run: () => run(name) }));
    const withHost = (id: string, words: string, run: (host: string) => void): PaletteItem => ({
      id,
      group: 'Actions',
      words: `${words}…`,
      step: { words, choices: () => choices(run), compose: (name) => `${words} ${name}` },
    });
    if (names.length === 0) return [];
    return [
      ...names.map((name): PaletteItem => ({
        id: `host:${name}`,
        group: 'Hosts',
        words: name,
        hint: 'Open details',
        run: () => openDetails(name),
      })),
      withHost('term', 'Terminal to', openTerminal),
      withHost('deploy', 'Deploy', (name) => chooseForDeploy([name])),
      withHost('gens', 'Generations of', openGenerations),
      withHost('details', 'Details of', openDetails),
      withHost('rename', 'Rename', (host) => askAboutHost({ kind: 'rename', host })),
      withHost('clone', 'Clone', (host) => askAboutHost({ kind: 'clone', host })),
      withHost('retire', 'Retire', (host) => askAboutHost({ kind: 'retire', host })),
    ];
  }, [hosts]);
}

/** Each feature, and what can be done with one. */
function useFeatureItems(ready: boolean): readonly PaletteItem[] {
  const board = useBoard(ready).data;
  const hosts = useInventory(ready).data?.hosts;
  return useMemo(() => {
    const roots = board?.featureRoots ?? [];
    const features = (board?.features ?? []).map(({ path }) => ({
      path,
      name: leafName(path),
      short: shortPath(path, roots),
    }));
    const why = (path: string): readonly PaletteItem[] =>
      (hosts ?? []).map(({ name }) => ({
        id: name,
        group: 'Hosts',
        words: name,
        run: () => explainValue({ host: name, path, anchor: paletteAnchor() }),
      }));
    if (features.length === 0) return [];
    const explained = features.map(({ path, short }): PaletteItem => ({
      id: path,
      group: 'Features',
      words: short,
      step: {
        words: `Why ${short} on`,
        choices: () => why(path),
        compose: (host) => `Why ${short} on ${host}`,
      },
    }));
    return [
      ...features.map(({ path, name, short }): PaletteItem => ({
        id: `feature:${path}`,
        group: 'Features',
        words: name,
        hint: short,
        run: () => assignFeature(path),
      })),
      {
        id: 'assign',
        group: 'Actions',
        words: 'Assign a feature…',
        step: {
          words: 'Assign',
          choices: () =>
            features.map(({ path, name, short }) => ({
              id: path,
              group: 'Features',
              words: name,
              hint: short,
              run: () => assignFeature(path),
            })),
          compose: (name) => `Assign ${name} to…`,
        },
      },
      {
        id: 'why',
        group: 'Actions',
        words: 'Explain a value…',
        step: { words: 'Explain', choices: () => explained, compose: (name) => `Explain ${name}` },
      },
    ];
  }, [board, hosts]);
}

function useActionItems(ready: boolean): readonly PaletteItem[] {
  const fleet = useFleet().data;
  const drafted = (useDraft(ready).data?.gestures.length ?? 0) > 0;
  const { mutate: readFacts } = useReadFacts();
  const practice = fleet?.practice === true;
  return useMemo(
    () => [
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
            action('facts', 'Read facts', () => readFacts(undefined)),
          ]
        : []),
      ...(practice
        ? [
            action('practice-up', 'Start practice hosts', () => void startPractice()),
            action('practice-down', 'Stop practice hosts', () => void stopPractice()),
          ]
        : []),
      action('history', 'History of deploys', openHistory),
      action('open', 'Open another fleet…', () => setView({ openFolder: true })),
      action('help', 'Keys', () => setView({ helpOpen: true }), '?'),
    ],
    [ready, drafted, practice, readFacts],
  );
}

/** What the settings hold, each choice by name. */
function useSettingItems(): readonly PaletteItem[] {
  const { theme, density, railFolded } = usePreferences();
  const set = useSetPreferences();
  return useMemo(() => {
    const setting = (id: string, words: string, run: () => void, isSet = false): PaletteItem => ({
      id,
      group: 'Settings',
      words,
      run,
      ...(isSet ? { hint: 'set now' } : {}),
    });
    return [
      setting('settings', 'Settings…', () => setView({ settingsOpen: true })),
      setting('theme-system', 'Theme of the system', () => set({ theme: 'system' }), theme === 'system'),
      setting('theme-light', 'Theme: light', () => set({ theme: 'light' }), theme === 'light'),
      setting('theme-dark', 'Theme: dark', () => set({ theme: 'dark' }), theme === 'dark'),
      setting('density', density === 'dense' ? 'Comfortable rows' : 'Dense rows', () =>
        set({ density: density === 'dense' ? 'comfortable' : 'dense' }),
      ),
      setting('rail', railFolded ? 'Unfold the rail' : 'Fold the rail', () =>
        set({ railFolded: !railFolded }),
      ),
      setting('editor', 'Editor for source files…', () => setView({ settingsOpen: true })),
    ];
  }, [theme, density, railFolded, set]);
}

/** What areas of the page offer of their own; asked for each time, since it changes with what is on screen. */
function offeredItems(): readonly PaletteItem[] {
  return offered().flatMap(({ title, offers }) =>
    offers
      .filter((one) => one.available())
      .map((one) => action(`offer:${one.id}`, `${title}: ${one.words}`, () => one.run(), one.keys)),
  );
}

/** Everything the palette offers now, but what has to be asked for by name. */
export function usePaletteItems(): readonly PaletteItem[] {
  const fleet = useFleet().data;
  const ready = fleet !== null && fleet !== undefined;
  const hosts = useHostItems(ready);
  const features = useFeatureItems(ready);
  const actions = useActionItems(ready);
  const settings = useSettingItems();
  return useMemo(
    () => [...AREAS, ...actions, ...offeredItems(), ...hosts, ...features, ...settings],
    [actions, hosts, features, settings],
  );
}
