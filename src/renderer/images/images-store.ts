import { create } from 'zustand';
import type { Drive, DriveContent } from '../../shared/contract';

/** What the page is about. */
export type ImagesView = 'images' | 'write' | 'history';

interface ImagesState {
  readonly view: ImagesView;
  /** The image that is to be written: its file on the machine of the core. */
  readonly image: string | null;
  /** The field for another image is open. */
  readonly choosing: boolean;
  /** Path of the drive that is chosen. */
  readonly drive: string | null;
  /** The last job of each drive that was started or found here, by its path; forgotten when somebody starts anew. */
  readonly jobs: Readonly<Record<string, string>>;
  /** What lay on a drive when its erasing was confirmed, by the job. */
  readonly erased: Readonly<Record<string, readonly DriveContent[]>>;
  readonly hiddenOpen: boolean;
}

/** What the page remembers while the window is open. */
export const useImagesState = create<ImagesState>(() => ({
  view: 'write',
  image: null,
  choosing: false,
  drive: null,
  jobs: {},
  erased: {},
  hiddenOpen: true,
}));

export const setImagesState = useImagesState.setState;

/** Takes the image and goes to where it is written. */
export function chooseImage(image: string): void {
  setImagesState({ image, choosing: false, view: 'write' });
}

/** The drive's erasing was confirmed, and the job has begun. */
export function noteJob(drive: Pick<Drive, 'path' | 'contents'>, job: string): void {
  setImagesState(({ jobs, erased }) => ({
    jobs: { ...jobs, [drive.path]: job },
    erased: { ...erased, [job]: drive.contents },
  }));
}

/** The drive's last write is out of the way, so that it can be written again. */
export function forgetJob(drive: string): void {
  setImagesState(({ jobs }) => {
    const { [drive]: _, ...others } = jobs;
    return { jobs: others };
  });
}

/** Writes of drives that are gone are told by the history alone. */
export function forgetAbsent(present: ReadonlySet<string>): void {
  setImagesState((old) => {
    const jobs = Object.entries(old.jobs).filter(([path]) => present.has(path));
    return jobs.length === Object.keys(old.jobs).length ? old : { jobs: Object.fromEntries(jobs) };
  });
}
