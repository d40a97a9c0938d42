import { dirname, join } from 'node:path';
import { completePath, createImages, createWriteHistory, restoreDrive } from '../images';
import type { Services } from '../router';
import { drivesOf } from './drives';
import type { Parts } from './services';
import { writerOf } from './writer-of';

/** Fits images and drives to what the router asks for. */
export function imagesOf(parts: Parts): Pick<Services, 'images' | 'drives'> {
  const { desk, env, home, jobs, resourcesDir, ssh, topics } = parts;
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
  const history = createWriteHistory({
    home,
    jobs,
    onChange() {
      topics.publish('images');
      drives.lookAgain();
    },
  });
  const drives = drivesOf(parts, history);
  // Also of writes that another process runs.
  const states = new Map<string, string>();
  jobs.onChange(({ id, kind, state }) => {
    if (kind !== 'write' || states.get(id) === state) return;
    states.set(id, state);
    drives.lookAgain();
  });
  const writer = writerOf(parts, { drives, history, images });
  return {
    images: {
      list: () => images.list(),
      build: (name) => images.build(name),
      inspect: writer.inspect,
      complete: (path) => completePath(path),
      write: (wish) => writer.write(wish),
      restore: (wish) =>
        restoreDrive(
          {
            home,
            jobs,
            drives: async () => (await drives.list({})).drives,
            write: (empty) => writer.write(empty, 'files'),
          },
          wish,
        ),
      history: () => history.list(),
    },
    drives: {
      list: (wish) => drives.list(wish),
      watch: (wish, signal) => drives.watch(wish, signal),
      eject: (path) => drives.eject(path),
      privilege: writer.privilege,
    },
  };
}
