import { toErrorShape } from '../../shared/contract';
import { useFleet } from '../app';
import { ErrorLine, Segmented, Skeleton } from '../ui';
import { HistoryView } from './history-view';
import { useImages, useWrites } from './image-queries';
import './images.css';
import { ImagesList } from './images-list';
import { type ImagesView, setImagesState, useImagesState } from './images-store';
import { WriteView } from './write-view';

const VIEWS: readonly { value: ImagesView; words: string; tip: string; about: string }[] = [
  {
    value: 'images',
    words: 'Images',
    tip: 'What the fleet is installed from',
    about: 'Installers of the fleet',
  },
  { value: 'write', words: 'Write', tip: 'An image to a drive', about: 'Write an installer to a drive' },
  { value: 'history', words: 'History', tip: 'Every write from here', about: 'What was written from here' },
];

/** From an image to a drive that is proven to hold it. */
export function ImagesPage() {
  const fleet = useFleet().data;
  const images = useImages(fleet !== null && fleet !== undefined);
  const writes = useWrites();
  const view = useImagesState((state) => state.view);
  const list = images.data?.images ?? [];
  return (
    <main aria-label="Images">
      <div className="ph">
        <h1>Images</h1>
        <span className="cap mut el">{VIEWS.find(({ value }) => value === view)?.about}</span>
        <span className="sp" />
        <Segmented
          label="View"
          value={view}
          options={VIEWS}
          onChange={(value) => setImagesState({ view: value })}
        />
      </div>
      {view === 'images' && images.error ? (
        <ErrorLine
          title="The images could not be listed"
          error={toErrorShape(images.error)}
          onRetry={() => void images.refetch()}
        />
      ) : null}
      {view === 'images' && images.isPending ? <Skeleton rows={6} label="Listing images" /> : null}
      {view === 'images' && images.data ? <ImagesList images={list} /> : null}
      {view === 'write' ? <WriteView images={list} /> : null}
      {view === 'history' && writes.data ? <HistoryView writes={writes.data.writes} /> : null}
    </main>
  );
}
