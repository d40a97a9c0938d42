import { useMemo } from 'react';
import type { Desktop, DesktopOrigin } from '../../../shared/contract';
import type { Place } from '../../../shared/desktop';
import { useDraft } from '../../app';
import { defaultWords } from '../values/rows';
import { draftLines, isDrafted } from './draft-lines';
import type { Standing } from './row-frame';

const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column ?? 1}`;

/** What is known of the place a value of this desktop comes from. */
export function useStanding(desktop: Desktop): (from: Place | undefined) => Standing {
  const { data: draft } = useDraft();
  const lines = useMemo(() => draftLines(draft?.files ?? []), [draft]);
  const origins = useMemo(
    () => new Map(desktop.origins.map((origin): [string, DesktopOrigin] => [placeKey(origin), origin])),
    [desktop.origins],
  );
  const otherwise = defaultWords(desktop.model);
  return useMemo(
    () => (from) => ({
      from,
      origin: from && origins.get(placeKey(from)),
      drafted: isDrafted(lines, from),
      otherwise,
    }),
    [lines, origins, otherwise],
  );
}
