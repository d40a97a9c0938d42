import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Option, Recipe } from '../../../shared/contract';
import { explainValue, openSource } from '../asked';
import { api, useFleet, useInventory } from '../queries';
import { setView } from '../view';
import { paletteAnchor } from './items';
import type { PaletteItem } from './model';

/** Letters from which on options are asked for: one letter would name nearly all. */
const LEAST_LETTERS = 2;
const MOST_OPTIONS = 60;

/** Options whose path or description holds the query. */
export function useOptionItems(query: string): readonly PaletteItem[] {
  const ready = Boolean(useFleet().data);
  const hosts = useInventory(ready).data?.hosts;
  const asked = query.trim();
  const found = useQuery({
    ...api.features.options.queryOptions({
      input: { query: asked, limit: MOST_OPTIONS },
      enabled: ready && asked.length >= LEAST_LETTERS,
    }),
    placeholderData: keepPreviousData,
  }).data?.options;
  return useMemo(() => {
    if (asked.length < LEAST_LETTERS) return [];
    const names = (hosts ?? []).map(({ name }) => name);
    return (found ?? []).map((option) => optionItem(option, names));
  }, [found, hosts, asked]);
}

function optionItem({ path, type, file, line }: Option, hosts: readonly string[]): PaletteItem {
  return {
    id: `option:${path}`,
    group: 'Options',
    words: path,
    hint: type,
    step: {
      words: path,
      choices: () => [
        {
          id: 'declared',
          group: 'Files',
          words: 'Where it is declared',
          hint: `${file}:${line}`,
          run: () => openSource({ file, line }),
        },
        ...hosts.map((host): PaletteItem => ({
          id: host,
          group: 'Hosts',
          words: `What it is on ${host}`,
          run: () => explainValue({ host, path, anchor: paletteAnchor() }),
        })),
      ],
      compose: (choice) => `${path}: ${choice}`,
    },
  };
}

/** Recipes of the fleet's justfile; broken ones with their reason. */
export function useRecipeItems(): readonly PaletteItem[] {
  const fleet = useFleet().data;
  const book = useQuery({
    // The justfile may have changed since the palette was open last.
    ...api.recipes.list.queryOptions({ enabled: Boolean(fleet), staleTime: 0 }),
    queryKey: [...api.recipes.list.queryKey(), fleet?.dir, fleet?.readAt],
    placeholderData: keepPreviousData,
  }).data;
  return useMemo(
    () => (book?.recipes ?? []).filter((recipe) => !recipe.isPrivate).map((recipe) => recipeItem(recipe)),
    [book],
  );
}

function recipeItem({ name, doc, state, problems, dangers, parameters }: Recipe): PaletteItem {
  const [problem] = problems;
  const more = parameters.length > 0 || dangers.length > 0 ? '…' : '';
  return {
    id: `recipe:${name}`,
    group: 'Recipes',
    words: `${name}${more}`,
    ...(doc === null ? {} : { hint: doc }),
    ...(state === 'ready' || !problem
      ? { run: () => setView({ recipe: name }) }
      : {
          refused: `${state === 'broken' ? 'Broken' : 'Lacking'}: ${problem.words}, ${problem.file}:${problem.line}`,
        }),
  };
}

/** Files of the fleet, by name. */
export function useFileItems(): readonly PaletteItem[] {
  const fleet = useFleet().data;
  const files = useQuery({
    ...api.source.files.queryOptions({ enabled: Boolean(fleet), staleTime: 0 }),
    queryKey: [...api.source.files.queryKey(), fleet?.dir, fleet?.readAt],
    placeholderData: keepPreviousData,
  }).data?.files;
  return useMemo(
    () =>
      (files ?? []).map((file): PaletteItem => ({
        id: `file:${file}`,
        group: 'Files',
        words: file,
        run: () => openSource({ file }),
      })),
    [files],
  );
}
