import {
  type BindOfList,
  type ChangeResult,
  type Desktop,
  type DesktopEdit,
  type DesktopHost,
  type Finding,
  isAppError,
  liveFacts,
  type PlasmaDesktop,
} from '../../shared/contract';
import { type Fleet, FleetFiles, type Overlay, type WantedOptions } from '../fleet';
import type { DesktopModel } from '../../shared/desktop';
import { bindList } from './binds/list';
import { planEdit } from './edit/plan';
import { findingsOf } from './checks/findings';
import { screensOf, type ToldMonitors } from './host/screens';
import { readDesktop, type ReadLua, type SourceDesktop } from './nix/read-desktop';
import { configuredFrom } from './nix/evaluated';
import { WANTED, WANTED_OF_NIX } from './nix/wanted';
import type { HostSettings, Nix } from '../nix';
import { readPlasmaOf, WANTED_FOR_PLASMA } from './plasma/read-plasma';

/** Whose desktop; of several users with one, the first where none is named. */
export interface DesktopQuestion {
  readonly host: string;
  readonly user?: string | undefined;
}

/** Changes to a desktop, in one gesture. */
export interface DesktopWish extends DesktopQuestion {
  readonly edits: readonly DesktopEdit[];
  /** Where the value stands, or in a file of the host's own. */
  readonly where: 'place' | 'host';
  readonly dryRun: boolean;
}

/** The desktops of a fleet's hosts. */
export interface Desktops {
  hosts(): Promise<DesktopHost[]>;
  /** What rules say of the desktops of all hosts. */
  check(): Promise<Finding[]>;
  /**
   * `draft`: false for how it would be without the draft. `evaluated`: as Nix tells it, which is asked where it was not
   * asked of this source before. Throws `unknown-host`, and what an evaluation throws.
   */
  read(
    question: DesktopQuestion & { evaluated?: boolean | undefined; draft?: boolean | undefined },
    signal?: AbortSignal,
  ): Promise<Desktop>;
  /** Its Plasma, in the same two ways. */
  plasma(
    question: DesktopQuestion & { evaluated?: boolean | undefined },
    signal?: AbortSignal,
  ): Promise<PlasmaDesktop>;
  binds(question: DesktopQuestion): Promise<BindOfList[]>;
  edit(wish: DesktopWish): Promise<ChangeResult & { alsoHosts: string[] }>;
}

/** Reads from source, or from what Nix has told as long as the source is the same. */
export function createDesktops(
  fleet: () => Fleet,
  nix: () => Pick<Nix, 'hostSettings'>,
  readLua: ReadLua,
): Desktops {
  /** What Nix told of hosts, good while the source is the same. */
  const answers = new Map<
    string,
    { readonly sourceHash: string; readonly at: string; readonly told: HostSettings }
  >();
  /** The options as Nix tells them, asked for once while the source is the same; `what` tells questions apart. */
  const askedOfNix = async (
    host: string,
    what: 'hyprland' | 'plasma',
    wanted: WantedOptions,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly told: HostSettings; readonly at: string }> => {
    const open = fleet();
    const { sourceHash } = (await open.source()).summary;
    const key = `${open.dir}\0${host}\0${what}`;
    const known = answers.get(key);
    if (known?.sourceHash === sourceHash) return known;
    const request = { fleet: { dir: open.dir }, host, ...wanted, ...(signal ? { signal } : {}) };
    const told = await nix().hostSettings(request);
    const answer = { sourceHash, told, at: new Date().toISOString() };
    answers.set(key, answer);
    return answer;
  };
  const evaluatedOf = async (
    { host, user }: DesktopQuestion,
    signal: AbortSignal | undefined,
  ): Promise<[SourceDesktop, boolean, string]> => {
    const source = await fleet().configured(host, WANTED);
    const answer = await askedOfNix(host, 'hyprland', WANTED_OF_NIX, signal);
    const desktop = await readDesktop(configuredFrom(answer.told, source), readLua, user);
    return [desktop, true, answer.at];
  };
  const sourceOf = async (
    { host, user }: DesktopQuestion,
    overlay?: Overlay,
  ): Promise<[SourceDesktop, boolean]> => {
    const configured = await fleet().configured(host, WANTED, overlay);
    return [await readDesktop(configured, readLua, user), configured.told.complete];
  };

  /** The screens a host told of when it was last asked; null where it never was, or told of none. */
  const monitorsOf = async (host: string): Promise<ToldMonitors | null> => {
    const fact = (await fleet().answers())[host]?.facts['monitors'];
    const parsed = liveFacts.monitors.safeParse(fact?.value);
    return fact?.at !== undefined && parsed.success ? { monitors: parsed.data, at: fact.at } : null;
  };

  return {
    async hosts() {
      const { hosts } = await fleet().source();
      return hosts
        .filter(({ inFlake }) => inFlake)
        .map(({ name, facts }) => {
          const told = facts['desktop']?.value;
          const has = (desktop: string): boolean | null =>
            Array.isArray(told) ? told.includes(desktop) : null;
          return { host: name, hyprland: has('hyprland'), plasma: has('plasma') };
        });
    },
    async check() {
      const { hosts } = await fleet().source();
      const withHyprland = hosts.filter(({ inFlake, facts }) => {
        const desktops = facts['desktop']?.value;
        return inFlake && Array.isArray(desktops) && desktops.includes('hyprland');
      });
      const findings: Finding[] = [];
      for (const { name } of withHyprland.slice(0, MAX_CHECKED)) {
        try {
          const [desktop] = await sourceOf({ host: name });
          findings.push(...findingsOf(name, desktop, await monitorsOf(name)));
        } catch (error) {
          if (!isAppError(error)) throw error;
          // What is wrong with one desktop says nothing of the rest of the fleet.
          findings.push(unread(name, error.message));
        }
      }
      const left = withHyprland.length - MAX_CHECKED;
      return left > 0 ? [...findings, notLookedAt(left)] : findings;
    },
    async read({ evaluated, draft, ...question }, signal) {
      const overlay = draft === false ? await fleet().draft.without() : undefined;
      const [desktop, complete, evaluatedAt] =
        evaluated === true && !overlay
          ? await evaluatedOf(question, signal)
          : [...(await sourceOf(question, overlay)), null];
      const told = await monitorsOf(question.host);
      const { user, users, hyprland, model, origins, plasma } = desktop;
      return {
        host: question.host,
        user,
        users: [...users],
        hyprland,
        model,
        origins: [...origins],
        screens: screensOf(model, told),
        plasma,
        findings: findingsOf(question.host, desktop, told),
        from: evaluatedAt === null ? 'source' : 'evaluation',
        evaluatedAt,
        complete,
        readAt: new Date().toISOString(),
      };
    },
    async plasma({ evaluated, ...question }, signal) {
      const { host, user } = question;
      const [{ model }] = await sourceOf(question);
      const source = await fleet().configured(host, WANTED_FOR_PLASMA);
      const answer = evaluated === true ? await askedOfNix(host, 'plasma', WANTED_FOR_PLASMA, signal) : null;
      const { told } = answer ? configuredFrom(answer.told, source) : source;
      const { users, ...plasma } = readPlasmaOf(told, { user, evaluated: answer !== null });
      return {
        host,
        ...plasma,
        users: [...users],
        screens: screensOf(model, await monitorsOf(host)),
        from: answer ? 'evaluation' : 'source',
        evaluatedAt: answer?.at ?? null,
        complete: told.complete,
        readAt: new Date().toISOString(),
      };
    },
    async binds(question) {
      const [{ model }] = await sourceOf(question);
      return bindList(model.binds);
    },
    async edit({ host, user, edits, where, dryRun }) {
      const open = fleet();
      const files = new FleetFiles(open.dir);
      let alsoHosts: string[] = [];
      const result = await open.draft.take(async () => {
        const planned = await planEdit(
          {
            configured: (overlay) => open.configured(host, WANTED, overlay),
            readLua,
            text: (file) => files.plainText(file),
            planChanges: (changes) => open.planChanges(changes),
          },
          { host, user, edits, where },
        );
        alsoHosts = await othersChanged(open, host, planned.texts, readLua);
        return planned;
      }, dryRun);
      return { ...result, alsoHosts };
    },
  };
}

/** So many desktops are looked at by a check; each takes a part of a second. */
const MAX_CHECKED = 100;

function unread(host: string, why: string): Finding {
  return {
    rule: 'desktop-unread',
    severity: 'warning',
    message: `${host}: its desktop could not be read. ${why}`,
    host,
  };
}

function notLookedAt(count: number): Finding {
  return {
    rule: 'desktop-unread',
    severity: 'info',
    message: `The desktops of ${count} more hosts were not looked at; preview tells of each.`,
  };
}

/** So many hosts are compared; of more it would take longer than somebody waits for a drag to end. */
const MAX_COMPARED = 12;

/** Other hosts with Hyprland whose desktop these texts change. */
async function othersChanged(
  fleet: Fleet,
  host: string,
  texts: Overlay,
  readLua: ReadLua,
): Promise<string[]> {
  const { ownFiles } = await fleet.configured(host, WANTED);
  const own = new Set([...ownFiles.nixos, ...ownFiles.home]);
  if ([...texts.keys()].every((file) => own.has(file))) return [];
  const { hosts } = await fleet.source();
  const candidates = hosts.filter(({ name, inFlake, facts }) => {
    const desktops = facts['desktop']?.value;
    return inFlake && name !== host && Array.isArray(desktops) && desktops.includes('hyprland');
  });
  const changed: string[] = [];
  for (const { name } of candidates.slice(0, MAX_COMPARED)) {
    const before = (await readDesktop(await fleet.configured(name, WANTED), readLua)).model;
    const after = (await readDesktop(await fleet.configured(name, WANTED, texts), readLua)).model;
    if (!isSameDesktop(before, after)) changed.push(name);
  }
  return changed;
}

/** Whether two models say the same, wherever it is written. */
function isSameDesktop(a: DesktopModel, b: DesktopModel): boolean {
  const withoutPlaces = (model: DesktopModel): string =>
    JSON.stringify(model, (key, value: unknown) => (key === 'from' ? undefined : value));
  return withoutPlaces(a) === withoutPlaces(b);
}
