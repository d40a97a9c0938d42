import type { Bench } from './harness';
import { createCommands, createManyHosts } from './ssh/commands';
import { createTerminalsBench, type TerminalsBench } from './ssh/terminals';
import { createWorld } from './ssh/world';

const HOSTS = 50;

const opened: { close(): Promise<void> }[] = [];
let terminals: TerminalsBench | null = null;

function kept<Part extends { close(): Promise<void> }>(part: Part): Part {
  opened.unshift(part);
  return part;
}

/** Sessions and terminals beside OpenSSH, against one sshd on loopback. */
export const bench: Bench = {
  prepare: async () => {
    const world = kept(await createWorld(HOSTS));
    const commands = kept(await createCommands(world));
    const many = kept(await createManyHosts(world));
    terminals = kept(await createTerminalsBench(world));
    return [...commands.pairs, ...many.pairs, ...terminals.pairs];
  },
  figures: async (runs) => (await terminals?.figures(runs)) ?? [],
  close: async () => {
    // Whatever cannot be closed, the rest is.
    for (const one of opened.splice(0)) await one.close().catch((error: unknown) => console.error(error));
  },
};
