import { dirname, join } from 'node:path';
import { AppError } from '../../shared/contract';
import { createImages } from '../images';
import type { Services } from '../router';
import type { Parts } from './services';

/** Fits images and drives to what the router asks for. */
export function imagesOf(parts: Parts): Pick<Services, 'images' | 'drives'> {
  const { desk, env, home, jobs, resourcesDir, ssh } = parts;
  const images = createImages({
    home,
    env,
    jobs,
    imagesDir: join(dirname(resourcesDir), 'installer-images'),
    fleet() {
      const { fleet, nix, standIn } = desk.open();
      return { dir: fleet.dir, nix, standIn, hostNames: () => fleet.hostNames() };
    },
    // Those that would be offered to a machine nobody has said anything of.
    userKeys: () =>
      ssh.agent.publicKeys({ host: 'installer', source: 'user-ssh-config', destination: 'installer' }),
  });
  const missing = (): never => {
    throw new AppError('internal', 'This part of Images is not there yet.');
  };
  return {
    images: {
      list: () => images.list(),
      build: (name) => images.build(name),
      inspect: missing,
      complete: missing,
      write: missing,
      history: missing,
    },
    drives: { list: missing, watch: missing, privilege: missing, eject: missing },
  };
}
