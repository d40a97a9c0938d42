import Button from '@mui/material/Button';
import type { Draft } from '../../shared/contract';
import { openSource, resolveDraft } from '../app';
import { Icon, ScrollRegion } from '../ui';
import { outdented, sharedIndent } from './words';

type Lost = Draft['overwritten'][number];

function Text({ title, label, text }: { title: string; label: string; text: string | null }) {
  return (
    <div>
      <h4 className="lab">{title}</h4>
      {text === null ? (
        <p className="cap mut">The file is not there.</p>
      ) : (
        <ScrollRegion className="lost-lines" label={label}>
          {text}
        </ScrollRegion>
      )}
    </div>
  );
}

function Place({ lost }: { lost: Lost }) {
  const indent = sharedIndent([lost.before, lost.ours, lost.theirs]);
  const of = `of ${lost.title} in ${lost.file}`;
  return (
    <>
      <p className="cap sec">{lost.title}</p>
      <div className="lost-texts">
        <Text title="Before" label={`Before ${of}`} text={outdented(lost.before, indent)} />
        <Text title="Ours" label={`Ours ${of}`} text={outdented(lost.ours, indent)} />
        <Text title="Theirs, now" label={`Theirs ${of}`} text={outdented(lost.theirs, indent)} />
      </div>
    </>
  );
}

/** Files where somebody wrote over a change of the draft: three texts, and the choice. */
export function Overwritten({ draft }: { draft: Draft }) {
  const files = [...new Set(draft.overwritten.map(({ file }) => file))];
  return files.map((file) => {
    const lost = draft.overwritten.filter((one) => one.file === file);
    const [first] = lost;
    const isThere = first?.theirs !== null;
    return (
      <section key={file} className="lost" aria-label={`Changed outside: ${file}`}>
        <div className="lost-head">
          <span className="warn row g4">
            <Icon name="alert" small />
            <b className="md">Changed outside</b>
          </span>
          <span className="mono m11 el">{first?.line ? `${file}:${first.line}` : file}</span>
          <span className="sp" />
          <Button className="s24" onClick={() => void resolveDraft(file, 'theirs')}>
            {lost.length === 1
              ? 'Keep theirs (drop this change)'
              : `Keep theirs (drop ${lost.length} changes)`}
          </Button>
          <Button className="s24" onClick={() => void resolveDraft(file, 'ours')}>
            Write ours again
          </Button>
          {isThere ? (
            <Button
              variant="text"
              className="s24"
              onClick={() => openSource({ file, ...(first?.line ? { line: first.line } : {}) })}
            >
              Open the file
            </Button>
          ) : null}
        </div>
        {lost.map((one) => (
          <Place key={one.gesture} lost={one} />
        ))}
        <p className="cap mut">Neither text is lost: undo brings the one you do not keep back.</p>
      </section>
    );
  });
}
