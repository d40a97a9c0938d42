import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Board } from '../../shared/contract';
import { leafName } from '../../shared/features';
import { featureWords } from '../app';
import { focusOnMount } from '../ui';
import type { Asked } from './board-view';
import { Item } from './consequences';
import { giveBack, take } from './gestures';
import { OptionField } from './option-field';
import { readTyped } from './option-text';
import { RefusedHosts } from './refused-hosts';

/** What taking does, said on the button. */
function takeWords({ fits, refused }: Asked): string {
  if (refused.length === 0) return 'Take';
  return fits.length === 1 ? `Only ${fits[0]}, which fits` : `Only the ${fits.length} that fit`;
}

function Fields({
  asked,
  texts,
  onChange,
  onTake,
}: {
  asked: Asked;
  texts: Readonly<Record<string, string>>;
  onChange: (path: string, text: string) => void;
  onTake: () => void;
}) {
  const { options, secrets } = asked.wants;
  if (options.length === 0 && secrets.length === 0) return null;
  return (
    <>
      <h3 className="lab">Asks for</h3>
      {options.map(({ row }) =>
        row.editor.kind === 'other' ? (
          <Item
            key={row.path}
            icon="draft"
            tone="mut"
            note="Its type is written in the host’s file, afterwards."
          >
            {row.name}: {row.type}
          </Item>
        ) : (
          <OptionField
            key={row.path}
            row={row}
            text={texts[row.path] ?? ''}
            onChange={(text) => onChange(row.path, text)}
            onTake={onTake}
          />
        ),
      )}
      {secrets.map(({ name, file, feature }) => (
        <Item
          key={file}
          icon="secrets"
          tone="warn"
          note={`${leafName(feature)} reads it; ${file} is not there yet, and the host does not build without it.`}
        >
          {name}
        </Item>
      ))}
    </>
  );
}

/** A drop that waits for an answer: who refuses, what it wants, and whether to take it. */
export function AskPanel({ board, asked }: { board: Board; asked: Asked }) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const wanted = asked.wants.options.filter(({ row }) => row.editor.kind !== 'other');
  const values = new Map<string, string>();
  for (const { row } of wanted) {
    const typed = readTyped(texts[row.path] ?? '', row.editor);
    if (typed.ok) values.set(row.path, typed.nix);
  }
  const isFilled = values.size === wanted.length;
  const onTake = (): void => {
    if (isFilled) void take(board, asked, values);
  };
  const where = asked.fits.length === 1 ? asked.fits[0] : `${asked.fits.length} hosts`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape of the fields and buttons inside, caught once
    <section
      className="asked"
      aria-labelledby="asked-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        giveBack(asked);
      }}
    >
      <h3 id="asked-title" ref={focusOnMount} tabIndex={-1} className="md">
        Take {featureWords(asked.paths)} to {where}?
      </h3>
      <p className="cap mut">Nothing is written yet.</p>
      <RefusedHosts board={board} paths={asked.paths} groups={asked.refused} canSwap={false} />
      <Fields
        asked={asked}
        texts={texts}
        onChange={(path, text) => setTexts((old) => ({ ...old, [path]: text }))}
        onTake={onTake}
      />
      <div className="row g6 asked-foot">
        <Button variant="contained" className="s24" disabled={!isFilled} onClick={onTake}>
          {takeWords(asked)}
        </Button>
        <Button className="s24" onClick={() => giveBack(asked)}>
          Put back
        </Button>
      </div>
    </section>
  );
}
