import Button from '@mui/material/Button';
import { useId, useState } from 'react';
import { type Image, type ImageInspection, toErrorShape } from '../../shared/contract';
import { announce } from '../app';
import { Ago, ErrorLine, focusOnMount, Icon, Skeleton } from '../ui';
import { useInspection, useProposals } from './image-queries';
import { chooseImage, setImagesState } from './images-store';
import { bootWords, fineBytes } from './words';

/** The desktop door can tell where a file of its own dialog lies; a browser cannot. */
interface Bridge {
  readonly pathOf?: (file: File) => string;
}

function BrowseButton() {
  const { pathOf } = (window as { snowfleet?: Bridge }).snowfleet ?? {};
  if (pathOf === undefined) return null;
  return (
    <Button component="label" className="s24">
      Browse…
      <input
        type="file"
        className="unseen"
        accept=".iso,.img,.raw,.gz,.xz,.zst"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) chooseImage(pathOf(file));
        }}
      />
    </Button>
  );
}

function ChooseImage({ images, canClose }: { images: readonly Image[]; canClose: boolean }) {
  const [path, setPath] = useState('');
  const field = useId();
  const proposals = useProposals(path).data?.proposals ?? [];
  const built = images.filter((image) => image.path !== null);
  return (
    <form
      className="choose-image"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') chooseImage(path.trim());
      }}
    >
      {built.map((image) => (
        <button
          key={image.name}
          type="button"
          className="pick-image"
          onClick={() => chooseImage(image.path ?? '')}
        >
          <Icon name="images" />
          <span className="col grow">
            <span className="sm md el">{image.title}</span>
            <span className="mono m11 mut el">{image.path}</span>
          </span>
          {image.bytes === null ? null : <span className="sm nw">{fineBytes(image.bytes)}</span>}
        </button>
      ))}
      <label className="cap sec" htmlFor={field}>
        A file on the machine that Snowfleet runs on: iso, img or raw, also packed with gz, xz or zst
      </label>
      <span className="row">
        <span className="field grow">
          <input
            id={field}
            ref={canClose ? focusOnMount : undefined}
            className="mono"
            list={`${field}-proposals`}
            value={path}
            spellCheck={false}
            autoComplete="off"
            placeholder="/home/…/nixos.iso"
            onChange={(event) => setPath(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && canClose) setImagesState({ choosing: false });
            }}
          />
          <datalist id={`${field}-proposals`}>
            {proposals.map((one) => (
              <option key={one.path} value={one.path}>
                {one.isFolder ? 'folder' : fineBytes(one.bytes)}
              </option>
            ))}
          </datalist>
        </span>
        <BrowseButton />
        <Button type="submit" className="s24" disabled={path.trim() === ''}>
          Use it
        </Button>
        {canClose ? (
          <Button variant="text" className="s24" onClick={() => setImagesState({ choosing: false })}>
            Cancel
          </Button>
        ) : null}
      </span>
    </form>
  );
}

function checksumWords({ checksum, sha256 }: ImageInspection): string {
  if (sha256 !== null) return `sha256 ${sha256.slice(0, 4)}…${sha256.slice(-4)}`;
  return checksum === null ? 'no checksum beside it' : 'its checksum is checked before anything is written';
}

function ChosenImage({ path, image }: { path: string; image: Image | undefined }) {
  const inspection = useInspection(path);
  const found = inspection.data;
  const boots = found ? bootWords(found) : null;
  return (
    <>
      <div className="chosen-image">
        <Icon name="images" />
        <span className="col grow">
          <span className="md el">{image?.title ?? path.slice(path.lastIndexOf('/') + 1)}</span>
          <span className="mono m11 mut el" title={path}>
            {path}
          </span>
          {found ? (
            <span className="cap mut el">
              {checksumWords(found)}
              {boots ? (
                <>
                  , <span className={boots.tone}>{boots.words}</span>
                </>
              ) : null}
            </span>
          ) : null}
        </span>
        <span className="col chosen-size">
          <span className="md nw">{found ? fineBytes(found.bytes ?? found.fileBytes) : ''}</span>
          <span className="cap mut nw">
            {found && found.packing !== 'none' ? (
              found.bytes === null ? (
                `packed with ${found.packing}`
              ) : (
                `unpacked from ${fineBytes(found.fileBytes)}`
              )
            ) : image?.builtAt ? (
              <>
                built <Ago at={image.builtAt} />
              </>
            ) : (
              ''
            )}
          </span>
        </span>
      </div>
      {inspection.isPending ? <Skeleton rows={1} label="Looking at the image" /> : null}
      {inspection.error ? (
        <ErrorLine
          title="Not usable as an image"
          error={toErrorShape(inspection.error)}
          onRetry={() => void inspection.refetch()}
        />
      ) : null}
    </>
  );
}

/** The image that is to be written, and the way to another. */
export function ImageCard({
  path,
  choosing,
  images,
}: {
  path: string | null;
  choosing: boolean;
  images: readonly Image[];
}) {
  return (
    <section className="card" aria-label="Image">
      <div className="ch">
        <h2>Image</h2>
        <span className="sp" />
        {path === null || choosing ? null : (
          <Button
            variant="text"
            className="s24"
            onClick={() => {
              setImagesState({ choosing: true });
              announce('Choose another image');
            }}
          >
            Change…
          </Button>
        )}
      </div>
      {path === null || choosing ? (
        <ChooseImage images={images} canClose={path !== null} />
      ) : (
        <ChosenImage path={path} image={images.find((image) => image.path === path)} />
      )}
    </section>
  );
}
