import { isAppError } from '../../shared/contract';
import { createBuilder } from './builder';
import { parsePathInfo } from './closure';
import { explainCopy, hostStoreUrl } from './copy';
import { createEvaluator } from './evaluator';
import { explainFailure } from './explain-failure';
import { buildFlakeOutput } from './flake-output';
import { readSettings } from './settings';
import { createTool, type NixOptions } from './tool';
import type { HostSystem, Nix, PerHost } from './types';

/** Nix as the rest of Snowfleet uses it. Every call that needs Nix throws `nix-absent` or `nix-too-old` without it. */
export function createNix(options: NixOptions): Nix {
  const tool = createTool(options);
  const { run, command } = tool;
  const { instantiate, ...evaluator } = createEvaluator(tool);
  const { realise, isValid } = createBuilder(tool);

  return {
    probe: async (again) => (await tool.probe(again)).info,
    command,
    argvPrefix: async () => (await command()).argvPrefix,
    physicalPath: tool.physicalPath,
    ...evaluator,
    instantiate,
    realise,
    build: async (request) => {
      const found = await instantiate(request);
      const systems = new Map<string, HostSystem>();
      for (const [host, one] of found) if (!isAppError(one)) systems.set(host, one);
      const built = await realise({ ...request, systems });
      return new Map([...found].map(([host, one]) => [host, built.get(host) ?? one])) as PerHost<HostSystem>;
    },
    buildFlakeOutput: (request) => buildFlakeOutput(tool, request),
    copy: async ({ paths, reach, ssh, ...request }) => {
      const result = await run(
        ['nix', 'copy', '--no-check-sigs', '--to', hostStoreUrl(reach), '--', ...paths],
        { ...request, noCaches: true, sshOpts: await ssh.nixSshOpts(reach) },
      );
      if (result.code !== 0) throw explainCopy(result.messages, reach.host);
    },
    sign: async ({ paths, key, ...request }) => {
      // On standard input: a key in a file, or among the words, would be there for others.
      const words = ['nix', 'store', 'sign', '--recursive', '--key-file', '/dev/stdin', '--', ...paths];
      const result = await run(words, { ...request, input: `${key.trim()}\n` });
      if (result.code !== 0) throw explainFailure(result.messages, { doing: 'copy' });
    },
    closure: async (path, signal) => {
      const result = await run(['nix', 'path-info', '--recursive', '--size', '--json', '--', path], {
        signal,
        noCaches: true,
      });
      if (result.code !== 0) throw explainFailure(result.messages, { doing: 'build' });
      return parsePathInfo(result.stdout);
    },
    isValid,
    settings: (signal) => readSettings(run, signal),
    // `ping` is the name that all versions know.
    pingStore: (store, sshOpts, signal) =>
      run(['nix', 'store', 'ping', '--store', store], { sshOpts, signal, standIn: false, noCaches: true }),
  };
}
