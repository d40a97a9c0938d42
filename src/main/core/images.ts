import { AppError } from '../../shared/contract';
import type { Services } from '../router';

/** Fits images and drives to what the router asks for. */
export function imagesOf(): Pick<Services, 'images' | 'drives'> {
  const missing = (): never => {
    throw new AppError('internal', 'This part of Images is not there yet.');
  };
  return {
    images: {
      list: missing,
      build: missing,
      inspect: missing,
      complete: missing,
      write: missing,
      history: missing,
    },
    drives: { list: missing, watch: missing, privilege: missing, eject: missing },
  };
}
