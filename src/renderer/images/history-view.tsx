import Button from '@mui/material/Button';
import type { WriteRecord } from '../../shared/contract';
import { duration, EmptyState, Icon, moment, useNow } from '../ui';
import { chooseImage } from './images-store';
import { fineBytes, outcomeLook, speedWords } from './words';

function numbers({ result, startedAt, endedAt }: WriteRecord): string {
  if (result !== null) {
    const { bytes, seconds, writeSeconds, sha256 } = result;
    const speed = writeSeconds > 0 ? `, ${speedWords(bytes / writeSeconds)}` : '';
    return `${fineBytes(bytes)} in ${duration(seconds * 1000)}${speed}, sha256 ${sha256.slice(0, 8)}…`;
  }
  return endedAt === null ? '' : `after ${duration(Date.parse(endedAt) - Date.parse(startedAt))}`;
}

function Write({ record }: { record: WriteRecord }) {
  const now = useNow();
  const look = outcomeLook(record);
  const isImage = record.purpose === 'image';
  return (
    <li className="image-row" data-write={record.id} data-outcome={record.outcome}>
      <span className={look.tone}>
        <Icon name={look.icon} />
      </span>
      <span className="col grow">
        <span className="row g6">
          <span className="md el">{isImage ? record.image.title : 'Emptied for files'}</span>
          <span className="sec el">
            to {record.drive.title} <span className="mono m11 mut">{record.drive.path}</span>
          </span>
        </span>
        <span className="cap mut el">
          {[look.words, numbers(record), record.error?.message ?? '']
            .filter((word) => word !== '')
            .join(', ')}
        </span>
      </span>
      <span className="cap mut nw" title={record.startedAt}>
        {moment(record.startedAt, now)}
      </span>
      {isImage ? (
        <Button className="s24" onClick={() => chooseImage(record.image.path)}>
          Use this image
        </Button>
      ) : null}
    </li>
  );
}

/** Every write that happened from here, newest first, also before a restart. */
export function HistoryView({ writes }: { writes: readonly WriteRecord[] }) {
  if (writes.length === 0) {
    return (
      <EmptyState
        icon="clock"
        title="Nothing was written yet"
        words="What is written from here is listed with its drive, its checksum and how it ended."
      />
    );
  }
  return (
    <ul className="image-list" aria-label="Writes">
      {writes.map((record) => (
        <Write key={record.id} record={record} />
      ))}
    </ul>
  );
}
