import type { Drive, DriveContent, WriteRecord } from '../../shared/contract';
import { isRefusal } from '../../shared/drives';
import { useJobView } from '../app';
import { Chip, Icon, moment, useNow } from '../ui';
import { setImagesState } from './images-store';
import { fineBytes, phaseWord } from './words';

/** The middle of a long serial is left out; the end tells sticks of one batch apart. */
function shortSerial(serial: string): string {
  return serial.length > 14 ? `${serial.slice(0, 4)}…${serial.slice(-4)}` : serial;
}

function holds({ contents }: Drive): string {
  const labels = contents.map(({ label }) => label).filter((label) => label !== '');
  if (labels.length > 0) return `holds ‘${labels.join('’, ‘')}’`;
  return contents.length === 0 ? 'empty' : `holds ${contents.length === 1 ? 'a partition' : 'partitions'}`;
}

/** A word of its running write, or of how the last one ended. */
function WriteChip({ job }: { job: string }) {
  const view = useJobView(job);
  const state = view?.job?.state;
  if (state === undefined) return null;
  if (state === 'running' || state === 'cancelling') {
    const phase = view?.write?.phase ?? 'check';
    return <Chip tone="acc">{state === 'cancelling' ? 'Cancelling' : phaseWord(phase)}</Chip>;
  }
  return state === 'done' ? (
    <Chip tone="ok" icon="check">
      Written
    </Chip>
  ) : (
    <Chip tone={state === 'failed' ? 'bad' : 'plain'}>Not written</Chip>
  );
}

function DriveRow({ drive, chosen, job }: { drive: Drive; chosen: boolean; job: string | undefined }) {
  const serial = drive.serial === null ? 'no serial' : `serial ${shortSerial(drive.serial)}`;
  return (
    <label className={chosen ? 'dv on' : 'dv'} data-drive={drive.path}>
      <input
        type="radio"
        name="drive"
        checked={chosen}
        onChange={() => setImagesState({ drive: drive.path })}
      />
      <Icon name={drive.kind === 'SD card' ? 'disk' : 'images'} />
      <span className="col grow">
        <span className="sm md el">{drive.title}</span>
        <span className="cap mut el" title={drive.serial ?? undefined}>
          {drive.kind}, {serial}, {holds(drive)}
        </span>
        {drive.cautions
          .filter(({ code }) => code === 'large' || code === 'twin')
          .map(({ code, words }) => (
            <span key={code} className="cap warn">
              {words}
            </span>
          ))}
      </span>
      <span className="mono m11 mut nw">{drive.path}</span>
      <span className="dv-size md nw">{fineBytes(drive.bytes)}</span>
      <span className="dv-state">{job === undefined ? null : <WriteChip job={job} />}</span>
    </label>
  );
}

/** Drives that may be written, with those that are being written. */
export function DriveList({
  drives,
  chosen,
  live,
  jobs,
}: {
  drives: readonly Drive[];
  chosen: string | null;
  live: boolean;
  jobs: Readonly<Record<string, string>>;
}) {
  return (
    <section className="card" aria-label="Drive">
      <div className="ch">
        <h2>Drive</h2>
        <span className="cap mut">
          {drives.length} offered{live ? ', live' : ''}
        </span>
        <span className="sp" />
        <span className="cap mut">Plug one in, it appears here</span>
      </div>
      {drives.length === 0 ? (
        <p className="dv-none sm sec">
          <Icon name="images" />
          <span>
            No drive to write to. Plug in a USB stick or a card: it appears here by itself. A drive that is
            plugged in and not here stands below, with the reason.
          </span>
        </p>
      ) : (
        <div role="radiogroup" aria-label="Drives">
          {drives.map((drive) => (
            <DriveRow key={drive.path} drive={drive} chosen={drive.path === chosen} job={jobs[drive.path]} />
          ))}
        </div>
      )}
    </section>
  );
}

/** What is refused needs no other reason. */
function why({ verdict, reasons, words }: Drive): string {
  const told = words.filter((_, index) => {
    const code = reasons[index];
    return verdict !== 'refused' || (code !== undefined && isRefusal(code));
  });
  return told.join('. ');
}

/** What stands in the way of the others, each with its reason. */
export function HiddenDrives({ drives, open }: { drives: readonly Drive[]; open: boolean }) {
  return (
    <section className="card" aria-label="Hidden drives">
      <div className="ch">
        <h2>
          <button
            type="button"
            className="fold"
            aria-expanded={open}
            onClick={() => setImagesState({ hiddenOpen: !open })}
          >
            <Icon name={open ? 'down' : 'right'} small />
            Hidden drives
          </button>
        </h2>
        <span className="cap mut">{drives.length === 0 ? 'none' : `${drives.length}, with the reason`}</span>
      </div>
      {open ? (
        <ul className="hidden-drives">
          {drives.map((drive) => (
            <li key={drive.path} className="hd" data-drive={drive.path} data-verdict={drive.verdict}>
              <Icon name="disk" small />
              <span className="el">
                <b>{drive.title}</b> {drive.bytes === 0 ? '' : fineBytes(drive.bytes)}
              </span>
              <span className="mono m11 mut">{drive.path}</span>
              <span className="hd-why">{why(drive)}</span>
            </li>
          ))}
          <li className="hd-foot cap mut">
            Internal disks are never offered, whatever the kernel calls them.
          </li>
        </ul>
      ) : null}
    </section>
  );
}

/** What lies on the chosen drive and would be gone, or lay there and is. */
export function ErasedCard({
  drive,
  contents,
  confirmed,
}: {
  drive: Drive;
  contents: readonly DriveContent[];
  confirmed: WriteRecord | undefined;
}) {
  const now = useNow();
  return (
    <section className="card" aria-label="Erased on this drive">
      <div className="ch">
        <h2>Erased on this drive</h2>
        <span className="sp" />
        <span className="cap mut el">
          {confirmed ? `confirmed by its name, ${moment(confirmed.startedAt, now)}` : `all of ${drive.title}`}
        </span>
      </div>
      <ul className="hidden-drives">
        {contents.length === 0 ? (
          <li className="hd-foot cap mut">Nothing was recognised on it: no partitions, no file system.</li>
        ) : (
          contents.map((part) => (
            <li key={part.path} className="hd">
              <Icon name="disk" small />
              <span className="el">
                <b>{part.label === '' ? 'no name' : part.label}</b>{' '}
                {[part.fsType, fineBytes(part.bytes)].filter((word) => word !== '').join(', ')}
              </span>
              <span className="mono m11 mut">{part.path}</span>
              {part.mounts.length > 0 ? (
                <span className="hd-why">
                  {confirmed
                    ? `Was mounted at ${part.mounts.join(', ')}; unmounted, then held open exclusively`
                    : `Mounted at ${part.mounts.join(', ')}; it is unmounted first`}
                </span>
              ) : null}
            </li>
          ))
        )}
      </ul>
    </section>
  );
}
