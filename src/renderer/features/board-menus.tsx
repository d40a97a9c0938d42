import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMemo } from 'react';
import type { Board } from '../../shared/contract';
import { boardIndex, leafName } from '../../shared/features';
import {
  announce,
  countWords,
  explainValue,
  featureWords,
  openDetails,
  openSource,
  refusal,
  spokenVerdict,
  verdictsOf,
} from '../app';
import { Kbd } from '../ui';
import {
  closeBoardMenus,
  openAssign,
  openCopy,
  useBoardMenus,
  type MenuItemOf,
  type MenuSubject,
} from './board-menu';
import { clearHosts, liftedWith, selectFeature, toggleHost, useBoardView } from './board-view';
import { chipWords, canTurnOff } from './chip-words';
import { assign, turnOff } from './gestures';
import { Picker, type PickItem } from './picker';
import type { Tag } from '../app';
import { VerdictWords } from './verdict-words';

function featureItems(board: Board, path: string, anchor: HTMLElement): readonly MenuItemOf[] {
  const paths = liftedWith(path);
  const feature = boardIndex(board).catalogue.get(path);
  const what = featureWords(paths);
  return [
    { words: `Assign ${what} to…`, keys: 'Enter', run: () => openAssign(paths, anchor) },
    { words: `Assign ${what} to a tag…`, run: () => openAssign(paths, anchor, true) },
    { words: `What follows from ${leafName(path)}`, run: () => selectFeature(path) },
    ...(feature
      ? [
          {
            words: 'Open where it is declared',
            run: () => openSource({ file: feature.file, line: feature.line }),
          },
        ]
      : []),
  ];
}

function laneItems(host: string, anchor: HTMLElement): readonly MenuItemOf[] {
  const { hosts } = useBoardView.getState();
  const isIn = hosts.has(host);
  return [
    { words: `Copy the set of ${host} to…`, keys: 'C', run: () => openCopy(host, anchor) },
    {
      words: isIn ? `Let go of ${host}` : `Select ${host}`,
      keys: 'Space',
      run: () => announce(`${host} ${toggleHost(host) ? 'selected' : 'let go'}`),
    },
    { words: 'Let go of all hosts', disabled: hosts.size === 0, run: clearHosts },
    { words: `Details of ${host}`, run: () => openDetails(host) },
  ];
}

function chipItems(
  board: Board,
  { host, chip, anchor }: Extract<MenuSubject, { kind: 'chip' }>,
): readonly MenuItemOf[] {
  const { path, state } = chip;
  const feature = boardIndex(board).catalogue.get(path);
  const { place } = state;
  return [
    {
      words: `Turn off on ${host}`,
      keys: 'Delete',
      disabled: !canTurnOff(chip),
      run: () => void turnOff(board, host, path),
    },
    { words: 'Explain', run: () => explainValue({ host, path, anchor }) },
    ...(place ? [{ words: `Open ${place.file}:${place.line}`, run: () => openSource(place) }] : []),
    ...(feature
      ? [
          { words: `Assign ${chip.name} to…`, run: () => openAssign([path], anchor) },
          { words: `What follows from ${chip.name}`, run: () => selectFeature(path) },
        ]
      : []),
  ];
}

function itemsOf(
  board: Board,
  menu: MenuSubject,
): { readonly title: string; readonly items: readonly MenuItemOf[] } {
  switch (menu.kind) {
    case 'feature':
      return {
        title: featureWords(liftedWith(menu.path)),
        items: featureItems(board, menu.path, menu.anchor),
      };
    case 'lane':
      return { title: menu.host, items: laneItems(menu.host, menu.anchor) };
    case 'chip':
      return { title: `${menu.chip.name}: ${chipWords(menu.chip)}`, items: chipItems(board, menu) };
    case 'cell':
      return menu;
  }
}

function SubjectMenu({ board, menu }: { board: Board; menu: MenuSubject }) {
  const { title, items } = itemsOf(board, menu);
  return (
    <Menu open onClose={closeBoardMenus} anchorEl={menu.anchor}>
      <MenuItem disabled className="menu-note">
        <span className="el">{title}</span>
      </MenuItem>
      <Divider />
      {items.map((item) => (
        <MenuItem
          key={item.words}
          disabled={item.disabled ?? false}
          onClick={() => {
            closeBoardMenus();
            item.run();
          }}
        >
          <span className="grow">{item.words}</span>
          {item.keys ? <Kbd>{item.keys}</Kbd> : null}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Stands for the selected hosts among the items; no host and no tag can be named so. */
const SELECTED = ':selected';

/** The drag's twin: every tag and host with the verdict a lane would give. */
function AssignPicker({
  board,
  tags,
  paths,
  anchor,
  onlyTags,
}: {
  board: Board;
  tags: readonly Tag[];
  paths: readonly string[];
  anchor: HTMLElement;
  onlyTags: boolean;
}) {
  const what = featureWords(paths);
  const selected = useBoardView((state) => state.hosts);
  const items = useMemo((): PickItem[] => {
    const verdict = verdictsOf(board, paths);
    const chosen = [...selected];
    const counts = countWords(chosen, verdict);
    const selectedWords =
      chosen.length === 1 ? `The selected host, ${chosen[0]}` : `The ${chosen.length} selected hosts`;
    const ofSelected =
      chosen.length === 0
        ? []
        : [
            {
              id: SELECTED,
              name: selectedWords,
              note: <span className="cap mut">{counts}</span>,
              spoken: `${what} over ${selectedWords}: ${counts}`,
              tip: chosen.join(', '),
            },
          ];
    const ofTags = tags.map(({ name, hosts }) => {
      const counted = countWords(hosts, verdict);
      return {
        id: `@${name}`,
        name: `@${name}`,
        note: <span className="cap mut">{counted}</span>,
        spoken: `${what} over @${name}: ${counted}`,
      };
    });
    if (onlyTags) return ofTags;
    const ofHosts = board.hosts.map(({ host }) => {
      const told = verdict(host);
      return {
        id: host,
        name: host,
        note: <VerdictWords verdict={told} isTarget={false} />,
        spoken: spokenVerdict(paths, host, told, board.featureRoots),
        ...(told.verdict === 'refused' ? { tip: refusal(told).reason } : {}),
      };
    });
    return [...ofSelected, ...ofHosts, ...ofTags];
  }, [board, tags, paths, what, onlyTags, selected]);
  const hostsOf = (id: string): readonly string[] =>
    id === SELECTED
      ? [...selected]
      : id.startsWith('@')
        ? (tags.find(({ name }) => name === id.slice(1))?.hosts ?? [])
        : [id];
  return (
    <Picker
      title={onlyTags ? `Assign ${what} to all hosts of a tag` : `Assign ${what} to`}
      label={`Assign ${what} to`}
      items={items}
      anchor={anchor}
      several={(count) => `Assign to ${count}`}
      onPick={(ids) => void assign(board, paths, [...new Set(ids.flatMap(hostsOf))])}
      onClose={closeBoardMenus}
    />
  );
}

function CopyPicker({ board, from, anchor }: { board: Board; from: string; anchor: HTMLElement }) {
  const items = useMemo(
    (): PickItem[] =>
      board.hosts
        .filter(({ host }) => host !== from)
        .map(({ host, role }) => ({
          id: host,
          name: host,
          note: <span className="cap mut">{role ?? 'no role'}</span>,
          spoken: `compare with ${host}`,
        })),
    [board, from],
  );
  return (
    <Picker
      title={`Compare the set of ${from} with, then choose`}
      label={`Copy the set of ${from} to`}
      items={items}
      anchor={anchor}
      onPick={([to]) => {
        if (to !== undefined) useBoardView.setState({ compared: { from, to } });
      }}
      onClose={closeBoardMenus}
    />
  );
}

/** The menu that is open on the board, if one is. */
export function BoardMenus({ board, tags }: { board: Board; tags: readonly Tag[] }) {
  const { menu, assign: assigned, copy } = useBoardMenus();
  if (menu) return <SubjectMenu board={board} menu={menu} />;
  if (assigned) {
    return (
      <AssignPicker
        board={board}
        tags={tags}
        paths={assigned.paths}
        anchor={assigned.anchor}
        onlyTags={assigned.tags}
      />
    );
  }
  return copy ? <CopyPicker board={board} from={copy.from} anchor={copy.anchor} /> : null;
}
