import type { Board } from '../../shared/contract';
import { boardIndex, type Verdict } from '../../shared/features';
import { api, queries } from '../app';
import type { Wants } from './board-view';

/** The features that would come on: what was asked for, what joins, and what is brought. */
function arriving(paths: readonly string[], verdicts: readonly Verdict[]): readonly string[] {
  const all = verdicts.flatMap(({ needs, brings }) => [...needs, ...brings].map(({ path }) => path));
  return [...new Set([...paths, ...all])];
}

/**
 * What features want of the hosts that take them: options without default that a host does not set yet, and secrets
 * whose file is not there. Only features that declare either are asked about.
 */
export async function wantsOf(
  board: Board,
  paths: readonly string[],
  hosts: readonly string[],
  verdict: (host: string) => Verdict,
): Promise<Wants> {
  const { catalogue } = boardIndex(board);
  const wanting = arriving(paths, hosts.map(verdict)).flatMap((path) => {
    const feature = catalogue.get(path);
    return feature && (feature.wants.length > 0 || feature.secrets.length > 0) ? [feature] : [];
  });
  const told = await Promise.all(
    wanting.map(async ({ path, wants }) => {
      const values = await queries.fetchQuery(api.features.values.queryOptions({ input: { feature: path } }));
      const index = new Map(values.hosts.map((host, at) => [host, at]));
      const options = values.options
        .filter((row) => wants.includes(row.path))
        .map((row) => ({ row, hosts: hosts.filter((host) => row.of[index.get(host) ?? -1] === -1) }))
        .filter((option) => option.hosts.length > 0);
      const secrets = values.secrets
        .filter(({ present }) => !present)
        .map(({ name, file }) => ({ name, file, feature: path }));
      return { options, secrets };
    }),
  );
  return { options: told.flatMap(({ options }) => options), secrets: told.flatMap(({ secrets }) => secrets) };
}
