/** How `npm start` decides what to run: pure, so that it is tested without a display, a network or Electron. */

/** Options that stand before the command; those in `VALUED` take the next word as their value. */
const GLOBAL_VALUED = ['--fleet', '--ssh-config', '--feature-root'];
const GLOBAL_PLAIN = ['--stand-in'];

/** Sorts the words after `npm start --` into options before and after `serve`. */
export function splitArguments(args) {
  const before = [];
  const after = [];
  for (let index = 0; index < args.length; index += 1) {
    const [name] = args[index].split('=');
    if (GLOBAL_PLAIN.includes(name)) before.push(args[index]);
    else if (GLOBAL_VALUED.includes(name)) {
      before.push(args[index]);
      if (!args[index].includes('=') && index + 1 < args.length) before.push(args[++index]);
    } else after.push(args[index]);
  }
  return { before, after };
}

/** The words for `bin/snowfleet`: the practice fleet unless the user names one of their own. */
export function serveArguments(args, env) {
  const { before, after } = splitArguments(args);
  const ownFleet =
    before.some((word) => word === '--fleet' || word.startsWith('--fleet=')) || Boolean(env.SNOWFLEET_FLEET);
  const practice = ownFleet || after.includes('--practice') ? [] : ['--practice'];
  return [...before, 'serve', ...practice, '--no-open', ...after.filter((word) => word !== '--no-open')];
}

/** Whether there is a screen to show a window on. */
export const hasDisplay = (env) => Boolean(env.WAYLAND_DISPLAY || env.DISPLAY);

/** The address in a line of `serve`, or null. */
export function readyAddress(line) {
  const found = /^Snowfleet is ready at (http:\/\/\S+)$/.exec(line.trim());
  return found === null ? null : found[1];
}

/** Where an Electron download would come from, as a URL to try to reach first. */
export function electronSource(env) {
  return env.ELECTRON_MIRROR || env.npm_config_electron_mirror || 'https://github.com/';
}

/** Why no Electron is to be fetched now, or null when it may be. */
export function noFetchReason(env, lastFailure, now) {
  if (env.SNOWFLEET_OFFLINE || env.npm_config_offline === 'true') return 'offline was asked for';
  if (lastFailure !== null && now - lastFailure < 24 * 3_600_000)
    return 'it could not be fetched within the last day';
  return null;
}
