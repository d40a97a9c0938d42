import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { Board } from '../../shared/contract';
import { boardIndex, leafName, shortPath, type Verdict } from '../../shared/features';
import { client } from '../app';
import { diffSize, Icon, type IconName } from '../ui';

/** A line of the panel: a shape, what, and in small why. */
export function Item({
  icon,
  tone,
  children,
  note,
}: {
  icon: IconName;
  tone: string;
  children: ReactNode;
  note?: string;
}) {
  return (
    <div className="wl">
      <span className={tone}>
        <Icon name={icon} small />
      </span>
      <span>
        {children}
        {note ? <em>{note}</em> : null}
      </span>
    </div>
  );
}

/** The hand has to rest on a host this long before the core is asked what would be written. */
const RESTED_MS = 120;

/** What the gesture would write, asked of the core without writing; for one host, so another has another `key`. */
function Writes({ host, paths }: { host: string; paths: readonly string[] }) {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), RESTED_MS);
    return () => clearTimeout(timer);
  }, []);
  const dry = useQuery({
    enabled: rested,
    queryKey: ['dry-run', host, ...paths],
    queryFn: () =>
      client.draft.apply({ changes: paths.map((path) => ({ kind: 'enable', host, path })), dryRun: true }),
    staleTime: 0,
    gcTime: 10_000,
  });
  if (!dry.data) return <p className="cap mut">{dry.isError ? dry.error.message : '–'}</p>;
  const { added, removed } = diffSize(dry.data.diff);
  return (
    <Item icon="source" tone="mut">
      <span className="mono m11">
        {dry.data.files.join(', ') || 'nothing'}
        {dry.data.files.length > 0 ? `, +${added}${removed > 0 ? ` -${removed}` : ''}` : ''}
      </span>
    </Item>
  );
}

/** What features say they want of a host: options without default, and secrets. */
function AsksFor({ board, paths, verdict }: { board: Board; paths: readonly string[]; verdict: Verdict }) {
  const { catalogue } = boardIndex(board);
  const arriving = [...paths, ...[...verdict.needs, ...verdict.brings].map(({ path }) => path)];
  const features = [...new Set(arriving)].flatMap((path) => catalogue.get(path) ?? []);
  const lines = features.flatMap(({ path, wants, secrets }) => [
    ...wants.map((option) => ({
      key: option,
      icon: 'draft' as const,
      words: shortPath(option, board.featureRoots),
      note: `An option of ${leafName(path)} without a default.`,
    })),
    ...secrets.map((name) => ({
      key: name,
      icon: 'secrets' as const,
      words: name,
      note: `A secret of ${leafName(path)}, in secrets/${name}.age.`,
    })),
  ]);
  if (lines.length === 0) return null;
  return (
    <>
      <h3 className="lab">Asks for</h3>
      {lines.map(({ key, icon, words, note }) => (
        <Item key={key} icon={icon} tone="mut" note={note}>
          {words}
        </Item>
      ))}
    </>
  );
}

/** What comes along with features, and what would be written; `host` where one host is looked at. */
export function Consequences({
  board,
  paths,
  verdict,
  host,
}: {
  board: Board;
  paths: readonly string[];
  verdict: Verdict;
  host: string | null;
}) {
  const short = (of: string): string => shortPath(of, board.featureRoots);
  return (
    <>
      {verdict.brings.length > 0 ? <h3 className="lab">Brings</h3> : null}
      {verdict.brings.map((arrival) => (
        <Item
          key={arrival.path}
          icon="inherit"
          tone="mut"
          note="The module switches it on; nothing is written."
        >
          {short(arrival.path)}
        </Item>
      ))}
      {verdict.needs.length > 0 ? <h3 className="lab">Needs</h3> : null}
      {verdict.needs.map((arrival) => (
        <Item key={arrival.path} icon="plus" tone="acc" note="Joins this change, one undo takes both back.">
          {short(arrival.path)}
        </Item>
      ))}
      <AsksFor board={board} paths={paths} verdict={verdict} />
      {host !== null && verdict.verdict === 'fits' ? (
        <>
          <h3 className="lab">Writes</h3>
          <Writes key={host} host={host} paths={paths} />
        </>
      ) : null}
    </>
  );
}
