import Button from '@mui/material/Button';
import { useState } from 'react';
import { type ErrorShape, type Image, toErrorShape } from '../../shared/contract';
import { announce, client, followAskedJob, invalidate, setView, useJobView } from '../app';
import { Ago, Chip, ErrorLine, Icon, Progress } from '../ui';
import { AwaitHost } from './await-host';
import { chooseImage } from './images-store';
import { fineBytes } from './words';

function Building({ job }: { job: string }) {
  const live = useJobView(job)?.job;
  const step = live?.steps.find(({ state }) => state === 'running')?.title;
  return (
    <>
      <Progress fraction={live?.fraction ?? null} label="Building" />
      <span className="cap mut nw">{step ?? 'Building'}</span>
      <Button className="s24" onClick={() => setView({ shownJob: job })}>
        Log
      </Button>
      <Button className="s24 danger" onClick={() => void client.jobs.cancel({ job })}>
        Cancel
      </Button>
    </>
  );
}

function ImageRow({ image, onBuild }: { image: Image; onBuild: (image: Image) => void }) {
  return (
    <li
      className="image-row"
      data-image={image.name}
      {...(image.host === null ? {} : { 'data-host': image.host })}
    >
      <Icon name={image.kind === 'practice' ? 'flask' : 'images'} />
      <span className="col grow">
        <span className="row g6">
          <span className="md el">{image.title}</span>
          {image.kind === 'practice' ? <Chip tone="pr">practice</Chip> : null}
        </span>
        <span className="cap mut el" title={image.path ?? image.words}>
          {image.path ?? image.words}
        </span>
      </span>
      {image.bytes === null ? null : <span className="sm nw">{fineBytes(image.bytes)}</span>}
      {image.builtAt === null ? null : (
        <span className="cap mut nw">
          built <Ago at={image.builtAt} />
        </span>
      )}
      {image.job === null ? (
        <Button className="s24" disabled={!image.canBuild} onClick={() => onBuild(image)}>
          {image.path === null ? 'Build' : 'Build again'}
        </Button>
      ) : (
        <Building job={image.job} />
      )}
      <Button
        className="s24"
        variant="contained"
        disabled={image.path === null}
        onClick={() => image.path !== null && chooseImage(image.path)}
      >
        Write…
      </Button>
    </li>
  );
}

/** What the fleet can be installed from: built files, and those that can be built. */
export function ImagesList({ images }: { images: readonly Image[] }) {
  const [error, setError] = useState<ErrorShape | null>(null);
  const build = async ({ name, title }: Image): Promise<void> => {
    setError(null);
    try {
      const { job } = await client.images.build({ name });
      followAskedJob(job);
      invalidate('images');
      invalidate('jobs');
      announce(`Building ${title}`);
    } catch (failure) {
      setError(toErrorShape(failure));
    }
  };
  return (
    <>
      {error ? <ErrorLine title="Build" error={error} onClose={() => setError(null)} /> : null}
      <ul className="image-list" aria-label="Images of the fleet">
        {images.map((image) => (
          <ImageRow key={image.name} image={image} onBuild={(one) => void build(one)} />
        ))}
        <li className="card await-card">
          <AwaitHost host={null} />
        </li>
      </ul>
    </>
  );
}
