import { useEffect, useMemo } from 'react';
import type { Drive, Image } from '../../shared/contract';
import { EmptyState, ErrorLine, Skeleton } from '../ui';
import { ConfirmWrite } from './confirm-write';
import { DriveList, ErasedCard, HiddenDrives } from './drive-list';
import { ImageCard } from './image-card';
import { useInspection, usePrivilege, useWrites } from './image-queries';
import { forgetAbsent, setImagesState, useImagesState } from './images-store';
import { useDrives } from './use-drives';
import { WriteCard } from './write-card';

/** Offered, or being written just now: both are chosen in the list. */
function isListed({ verdict, reasons }: Drive): boolean {
  return verdict === 'offered' || (verdict === 'hidden' && reasons.includes('being-written'));
}

/** Files and memory shown as drives, and parts of drives, are none that anybody looks for. */
function isOfInterest({ verdict, reasons }: Drive): boolean {
  if (verdict === 'refused') return true;
  return !reasons.some((code) => code === 'loop' || code === 'memory' || code === 'not-a-drive');
}

/** Image, drive, confirmation and what becomes of it. */
export function WriteView({ images }: { images: readonly Image[] }) {
  const { image, choosing, drive: wanted, jobs, erased, hiddenOpen } = useImagesState();
  const inspection = useInspection(image).data;
  const { told, error } = useDrives(image, inspection?.bytes ?? null);
  const privilege = usePrivilege().data;
  const writes = useWrites().data?.writes;
  const listed = useMemo(() => told?.drives.filter(isListed) ?? [], [told]);
  const hidden = told?.drives.filter((one) => !isListed(one) && isOfInterest(one)) ?? [];
  const drive = listed.find(({ path }) => path === wanted) ?? (listed.length === 1 ? listed[0] : undefined);

  // Writes that somebody else started, or this page before it was loaded again.
  useEffect(() => {
    const running = (writes ?? []).filter(({ outcome }) => outcome === 'running');
    if (running.length === 0) return;
    setImagesState(({ jobs: known }) => ({
      jobs: { ...known, ...Object.fromEntries(running.map((write) => [write.drive.path, write.id])) },
    }));
  }, [writes]);

  // What comes later to the same path is another drive.
  useEffect(() => {
    if (told !== null) forgetAbsent(new Set(told.drives.map(({ path }) => path)));
  }, [told]);

  const job = drive ? jobs[drive.path] : undefined;
  const contents = job === undefined ? drive?.contents : erased[job];
  const record = writes?.find(({ id }) => id === job);
  return (
    <div className="write-view">
      <div className="write-left">
        <ImageCard path={image} choosing={choosing} images={images} />
        {error ? <ErrorLine title="Drives" error={error} /> : null}
        {told?.problem ? <ErrorLine title="Drives" error={told.problem} /> : null}
        {told === null && error === null ? <Skeleton rows={3} label="Looking for drives" /> : null}
        {told === null ? null : (
          <DriveList drives={listed} chosen={drive?.path ?? null} live={told.live !== 'once'} jobs={jobs} />
        )}
        {hidden.length === 0 ? null : (
          <HiddenDrives drives={hidden} open={hiddenOpen || listed.length === 0} />
        )}
        {drive && contents ? <ErasedCard drive={drive} contents={contents} confirmed={record} /> : null}
      </div>
      {drive === undefined ? (
        <section className="card write-card" aria-label="Write">
          <EmptyState
            icon="images"
            title={listed.length === 0 ? 'Plug a drive in' : 'Choose a drive'}
            words={
              listed.length === 0
                ? 'A USB stick or a card appears at the left as soon as it is there. Nothing is written before you have typed its name.'
                : 'What lies on it is shown before anything is erased.'
            }
          />
        </section>
      ) : job !== undefined ? (
        <WriteCard key={job} drive={drive} id={job} record={record} />
      ) : image !== null && inspection === undefined ? (
        <section className="card write-card" aria-label="Write">
          <EmptyState
            icon="images"
            title="The image is looked at first"
            words="Choose another where this one cannot be used."
          />
        </section>
      ) : (
        <ConfirmWrite
          key={`${image} ${drive.path} ${drive.token}`}
          image={image}
          drive={drive}
          privilege={privilege}
        />
      )}
    </div>
  );
}
