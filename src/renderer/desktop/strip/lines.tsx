import { memo, useState } from 'react';
import type { Finding } from '../../../shared/contract';
import type { NotUnderstood } from '../../../shared/desktop';
import { PlaceLink } from '../../explain';
import { counted, Icon, type IconName, ScrollRegion } from '../../ui';

/** A line that is shown with its place; without one it is nobody's. */
interface Line {
  readonly key: string;
  readonly words: string;
  readonly text?: string;
  readonly file?: string;
  readonly line?: number;
}

const WHY: Readonly<Record<NotUnderstood['why'], string>> = {
  unknown: 'no version of Hyprland knows it',
  'other-version': 'not in the host’s version',
  invalid: 'does not read',
  computed: 'computed by code that is not run here',
  'not-previewed': 'understood, not previewed',
};

/** A count of lines that opens into the lines, each with the way to its place. */
function Lines({
  icon,
  tone,
  words,
  after,
  lines,
}: {
  icon: IconName;
  tone: string;
  words: string;
  after: string;
  lines: readonly Line[];
}) {
  const [open, setOpen] = useState(false);
  if (lines.length === 0) return null;
  const [first] = lines;
  return (
    <div className="dk-lines">
      <div className="row g6">
        <button
          type="button"
          className={`dk-more ${tone} sm`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name={icon} small />
          {words}
        </button>
        {!open && first?.file !== undefined ? (
          <PlaceLink file={first.file} {...(first.line === undefined ? {} : { line: first.line })} />
        ) : null}
        <span className="cap mut el">{after}</span>
      </div>
      {open ? (
        <ScrollRegion className="dk-line-list" label={words}>
          <ul>
            {lines.map(({ key, text, words: said, file, line }) => (
              <li key={key} className="row g6 cap">
                {file === undefined ? null : (
                  <PlaceLink file={file} {...(line === undefined ? {} : { line })} />
                )}
                {text === undefined ? null : <code className="m11 el">{text}</code>}
                <span className="mut">{said}</span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      ) : null}
    </div>
  );
}

/** Lines of the configuration whose meaning is not in the picture; `words` counts them in other words. */
export const NotUnderstoodLines = memo(function NotUnderstoodLines({
  lines,
  words,
}: {
  lines: readonly NotUnderstood[];
  words?: string;
}) {
  return (
    <Lines
      icon="alert"
      tone="warn"
      words={words ?? `${counted(lines.length, 'line')} not understood`}
      after={lines.length === 1 ? 'it is kept as it is' : 'they are kept as they are'}
      lines={lines.map((line, index) => ({
        key: `${index}`,
        text: line.text.slice(0, 200),
        words: line.because ?? WHY[line.why],
        ...(line.from ? { file: line.from.file, line: line.from.line } : {}),
      }))}
    />
  );
});

/** What rules say of this desktop. */
export const FindingLines = memo(function FindingLines({ findings }: { findings: readonly Finding[] }) {
  const worst = findings.some(({ severity }) => severity === 'error') ? 'bad' : 'warn';
  return (
    <Lines
      icon={worst === 'bad' ? 'fail' : 'alert'}
      tone={worst}
      words={counted(findings.length, 'finding')}
      after={findings[0]?.message ?? ''}
      lines={findings.map((finding, index) => ({
        key: `${index}`,
        words: finding.message,
        ...(finding.file === undefined ? {} : { file: finding.file }),
        ...(finding.line === undefined ? {} : { line: finding.line }),
      }))}
    />
  );
});

/** What the picture only comes near to. */
export const ApproximatedLines = memo(function ApproximatedLines({
  sentences,
}: {
  sentences: readonly string[];
}) {
  return (
    <Lines
      icon="unsure"
      tone="mut"
      words={
        sentences.length === 1 ? '1 thing is approximated' : `${sentences.length} things are approximated`
      }
      after={sentences[0] ?? ''}
      lines={sentences.map((words) => ({ key: words, words }))}
    />
  );
});
