import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../../shared/contract';
import { optionPath } from '../../shared/features';
import {
  NO_FACTS,
  evaluatedHostsSchema,
  evaluationExpression,
  hostSettingsSchema,
  ownFiles,
  settingsExpression,
  systemsExpression,
  systemsSchema,
  type HostEvaluation,
} from './evaluation';
import { explainFailure } from './explain-failure';
import { locateFlake, type FlakeLocation } from './flake-ref';
import { FleetFiles } from './fleet-files';
import { isAtLeast } from './probe';
import { INPUTS_EXPRESSION, inputNamesSchema, overrideArguments } from './stand-in';
import { toolsForSandbox } from './stand-in-tools';
import { availableBytes, hostsAtOnce, inGroups } from './in-groups';
import type { NixTool } from './tool';
import type { FleetSource, HostSystem, Nix, NixRequest } from './types';

const DEFAULT_ROOTS = ['features'];

function filesOf(location: FlakeLocation): FleetFiles {
  return new FleetFiles(location.dir, location.sub);
}

/** Whether a failure may be one host's alone. */
function isHostsOwn(error: unknown): error is AppError {
  return isAppError(error, 'evaluation-failed') || isAppError(error, 'unknown-host');
}

/** What stops every host alike, and is told once. */
function isNoHosts({ code }: AppError): boolean {
  return code === 'cancelled' || code === 'nix-absent' || code === 'nix-too-old';
}

export type Evaluator = Pick<
  Nix,
  'locate' | 'hostNames' | 'evaluateAttribute' | 'evaluate' | 'option' | 'hostSettings' | 'instantiate'
>;

/** Everything that asks a flake and builds nothing. */
export function createEvaluator(tool: NixTool): Evaluator {
  const { options, run } = tool;
  const { home, env } = options;

  const isStandIn = (fleet: FleetSource): boolean => fleet.standIn ?? options.standIn;

  const locate = async (fleet: FleetSource): Promise<FlakeLocation> => {
    const { version } = (await tool.probe()).info;
    const decodes = version !== null && isAtLeast(version, [2, 20]);
    return locateFlake(fleet.dir, { env, linkDir: join(home.runtime, 'fleets'), decodes });
  };

  /** What every `nix eval` of this fleet begins with. */
  const evalArguments = async (
    fleet: FleetSource,
    location: FlakeLocation,
    request: NixRequest,
  ): Promise<string[]> => {
    if (!isStandIn(fleet)) return ['--no-write-lock-file'];
    const flake = join(location.dir, 'flake.nix');
    const read = await run(
      [
        'nix-instantiate',
        '--eval',
        '--strict',
        '--json',
        '--argstr',
        'flake',
        flake,
        '-E',
        INPUTS_EXPRESSION,
      ],
      { signal: request.signal, standIn: true },
    );
    if (read.code !== 0)
      throw explainFailure(read.messages, { doing: 'evaluation', files: filesOf(location) });
    const standInDir =
      (await tool.store()) === 'daemon'
        ? await toolsForSandbox(options.standInDir, home, env)
        : options.standInDir;
    return overrideArguments(inputNamesSchema.parse(JSON.parse(read.stdout)), standInDir);
  };

  /** `nix eval --json`; throws the explained failure. */
  const evalJson = async (
    fleet: FleetSource,
    attribute: string,
    request: NixRequest & { apply?: string; host?: string },
  ): Promise<unknown> => {
    const location = await locate(fleet);
    const args = await evalArguments(fleet, location, request);
    const result = await run(
      [
        'nix',
        'eval',
        '--json',
        ...args,
        ...(request.apply === undefined ? [] : ['--apply', request.apply]),
        `${location.ref}#${attribute}`,
      ],
      { ...request, standIn: isStandIn(fleet) },
    );
    if (result.code !== 0) {
      throw explainFailure(result.messages, {
        doing: 'evaluation',
        host: request.host,
        files: filesOf(location),
        standIn: isStandIn(fleet),
        builds: result.tree.failures(),
      });
    }
    return JSON.parse(result.stdout);
  };

  const introspection = (): Promise<string> => readFile(join(tool.resources, 'introspect.nix'), 'utf8');

  const evaluateHosts = async (
    fleet: FleetSource,
    parts: { hosts: readonly string[] | null; roots: readonly string[]; values: boolean; toplevel: boolean },
    request: NixRequest,
  ): Promise<Map<string, HostEvaluation>> => {
    const location = await locate(fleet);
    const apply = evaluationExpression({ introspect: await introspection(), ...parts });
    const raw = await evalJson(fleet, 'nixosConfigurations', { ...request, apply });
    const files = filesOf(location);
    return new Map(
      Object.entries(evaluatedHostsSchema.parse(raw)).map(([host, found]) => [
        host,
        {
          host,
          toplevel: found.toplevel,
          warnings: found.warnings,
          facts: found.facts,
          options: ownFiles(found.options, files),
          valuesKnown: parts.values,
          error: null,
        },
      ]),
    );
  };

  /** Why a host has no toplevel, in Nix's words: tryEval keeps the text to itself. */
  const toplevelOf = async (
    fleet: FleetSource,
    host: string,
    request: NixRequest,
  ): Promise<{ toplevel: string | null; error: AppError | null }> => {
    try {
      const systems = await systemsOf(fleet, [host], request);
      return { toplevel: systems.get(host)?.out ?? null, error: null };
    } catch (error) {
      if (!isAppError(error) || error.code === 'cancelled') throw error;
      return { toplevel: null, error };
    }
  };

  /** A host that the evaluation of all failed on, or that has no toplevel, seen by itself. */
  const evaluateAlone = async (
    fleet: FleetSource,
    host: string,
    roots: readonly string[],
    request: NixRequest,
  ): Promise<HostEvaluation> => {
    const { toplevel, error } = await toplevelOf(fleet, host, request);
    for (const values of [true, false]) {
      try {
        const found = await evaluateHosts(fleet, { hosts: [host], roots, values, toplevel: false }, request);
        const one = found.get(host);
        if (one) return { ...one, toplevel, error };
      } catch (failure) {
        if (!isAppError(failure) || failure.code === 'cancelled') throw failure;
      }
    }
    return { host, toplevel, warnings: [], facts: NO_FACTS, options: [], valuesKnown: false, error };
  };

  /** Hosts that throw are missing in the answer, unless it is about one host: then its error is thrown. */
  const systemsOf = async (
    fleet: FleetSource,
    hosts: readonly string[],
    request: NixRequest,
  ): Promise<Map<string, HostSystem>> => {
    const [only] = hosts.length === 1 ? hosts : [];
    const raw = await evalJson(fleet, 'nixosConfigurations', {
      ...request,
      apply: systemsExpression(hosts, only === undefined),
      ...(only === undefined ? {} : { host: only }),
    });
    const found = Object.entries(systemsSchema.parse(raw));
    return new Map(
      found.flatMap(([host, system]): [string, HostSystem][] => (system === null ? [] : [[host, system]])),
    );
  };

  const hostNames: Nix['hostNames'] = async (fleet, request = {}) => {
    const names = (await evalJson(fleet, 'nixosConfigurations', {
      ...request,
      apply: 'builtins.attrNames',
    })) as string[];
    if (names.length > 0) return names;
    throw new AppError('no-hosts', 'The flake has no hosts: its output nixosConfigurations is empty.', {
      hint: 'Add a host to nixosConfigurations in flake.nix.',
      detail: { dir: fleet.dir },
    });
  };

  /** Small stand-in systems all fit into one process. */
  const groupSize = (fleet: FleetSource): number =>
    isStandIn(fleet) ? Number.MAX_SAFE_INTEGER : hostsAtOnce(availableBytes());

  /** Null where the evaluation stops at a host, which none of the group has to be blamed for. */
  const unlessStopped = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      if (isHostsOwn(error)) return null;
      throw error;
    }
  };

  const evaluate: Nix['evaluate'] = async ({ fleet, hosts, featureRoots, ...request }) => {
    const roots = [...new Set([...(featureRoots ?? DEFAULT_ROOTS), 'snowfleet.host'])];
    const together = (group: readonly string[] | null): Promise<Map<string, HostEvaluation> | null> =>
      unlessStopped(evaluateHosts(fleet, { hosts: group, roots, values: true, toplevel: true }, request));
    // Where all fit into one process, their names need no question of their own.
    const whole = hosts === undefined && isStandIn(fleet) ? await together(null) : null;
    const names = hosts ?? (whole === null ? await hostNames(fleet, request) : [...whole.keys()]);
    const found =
      whole ??
      (await inGroups(names, groupSize(fleet), together, (host) =>
        evaluateAlone(fleet, host, roots, request),
      ));
    const results: HostEvaluation[] = [];
    for (const host of names) {
      const one = found.get(host);
      if (one !== undefined) results.push(one.error === null ? await settle(fleet, one, request) : one);
    }
    return { hosts: results, at: new Date().toISOString() };
  };

  const option: Nix['option'] = async ({ fleet, host, path, ...request }) => {
    const parts = { hosts: [host], roots: [path], values: true, toplevel: false };
    const found = (await evaluateHosts(fleet, parts, request)).get(host)?.options ?? [];
    return found.find((one) => optionPath(one.path) === path) ?? null;
  };

  const hostSettings: Nix['hostSettings'] = async ({ fleet, host, nixos, home: ofHome, ...request }) => {
    const apply = settingsExpression(await introspection(), host, { nixos, home: ofHome });
    const raw = await evalJson(fleet, 'nixosConfigurations', { ...request, host, apply });
    return hostSettingsSchema.parse(raw);
  };

  /** Adds why there is no toplevel, when there is none. */
  const settle = async (
    fleet: FleetSource,
    found: HostEvaluation,
    request: NixRequest,
  ): Promise<HostEvaluation> =>
    found.toplevel === null ? { ...found, ...(await toplevelOf(fleet, found.host, request)) } : found;

  const instantiate: Nix['instantiate'] = ({ fleet, hosts, ...request }) =>
    inGroups<HostSystem | AppError>(
      hosts,
      groupSize(fleet),
      (group) => unlessStopped(systemsOf(fleet, group, request)),
      async (host) => {
        try {
          const system = (await systemsOf(fleet, [host], request)).get(host);
          return (
            system ?? new AppError('evaluation-failed', `${host} was not evaluated.`, { detail: { host } })
          );
        } catch (error) {
          if (!isAppError(error) || isNoHosts(error)) throw error;
          return error;
        }
      },
    );

  return {
    locate,
    hostNames,
    evaluateAttribute: (fleet, attribute, request = {}) => evalJson(fleet, attribute, request),
    evaluate,
    option,
    hostSettings,
    instantiate,
  };
}
