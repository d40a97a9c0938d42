import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { checkBoundaries } from './check-boundaries.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-boundaries-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A small tree that follows every rule; a test plants one import in it. */
const LAWFUL: Record<string, string> = {
  'shared/contract/index.ts': "import { z } from 'zod'; export * from './errors';",
  'shared/contract/errors.ts': 'export const code = 1;',
  'shared/syntax/index.ts': "import { code } from '../contract/errors';",
  'shared/syntax/index.test.ts': "import { readFileSync } from 'node:fs'; import 'vitest';",
  'main/index.ts': "import { app } from 'electron'; import './core'; import './desktop-door';",
  'main/desktop-door/index.ts': "import type { App } from 'electron'; import '../core';",
  'main/core.ts': "import './fleet'; import './nix/index'; import '../shared/contract';",
  'main/cli/index.ts': "import '../core'; import { readFile } from 'node:fs/promises';",
  'main/fleet/index.ts': "import './reading/read'; import '../nix';",
  'main/fleet/reading/read.ts':
    "import '../../../shared/syntax/index'; import text from '../../../../resources/x.nix?raw';",
  'main/fleet/index.test.ts': "import { fake } from '../nix/testing/fake';",
  'main/nix/index.ts': "import { spawn } from 'child_process'; import './build';",
  'main/nix/build.ts': "import { z } from 'zod';",
  'main/nix/testing/fake.ts': "import '../../fleet';",
  'main/workers/index.ts': "import './tasks'; import { Worker } from 'node:worker_threads';",
  'main/workers/tasks.ts': 'export const tasks = 1;',
  'main/workers/worker.ts': "import './tasks'; import '../fleet';",
  'preload/index.ts': "import { ipcRenderer } from 'electron'; import '../shared/contract';",
  'renderer/main.tsx':
    "import './app'; import './app/first'; import './look.css'; import { createRoot } from 'react-dom/client';",
  'renderer/app/first.ts': 'export {};',
  'renderer/app/index.ts': "import '../ui'; const screen = () => import('../inventory');",
  'renderer/ui/index.tsx': "import { Box } from '@mui/material';",
  'renderer/inventory/index.tsx': "import '../ui'; import '../app'; import '../../shared/contract';",
  'renderer/features/index.tsx': "import './board';",
  'renderer/features/board.tsx': 'export const Board = () => <p>import x from "electron"</p>;',
};

let src = '';
const plant = (file: string, line: string) => {
  mkdirSync(dirname(join(src, file)), { recursive: true });
  writeFileSync(join(src, file), `${LAWFUL[file] ?? ''}\n${line}\n`);
};

beforeEach(() => {
  const root = mkdtempSync(join(scratch, 'tree-'));
  src = join(root, 'src');
  for (const [file, text] of Object.entries(LAWFUL)) {
    mkdirSync(dirname(join(src, file)), { recursive: true });
    writeFileSync(join(src, file), text);
  }
});

it('finds nothing in a lawful tree', () => {
  expect(checkBoundaries(src)).toEqual([]);
});

describe('a planted import is found', () => {
  it.each([
    ['shared/contract/errors.ts', "import { readFileSync } from 'node:fs';", /nothing of Node/],
    ['shared/contract/errors.ts', "import fs from 'fs';", /nothing of Node/],
    ['shared/contract/errors.ts', "import { useState } from 'react';", /neither Node nor a page/],
    ['shared/contract/errors.ts', "import '../../main/core';", /shared does not import main/],
    ['shared/contract/errors.ts', "export * from '../../renderer/ui';", /shared does not import renderer/],
    ['shared/contract/errors.ts', "type A = import('electron').App;", /electron/],
    ['shared/syntax/index.test.ts', "import '../../main/core';", /shared does not import main/],
    ['main/fleet/index.ts', "import { app } from 'electron';", /electron/],
    ['main/core.ts', "const { app } = await import('electron');", /electron/],
    ['main/fleet/index.ts', "import { build } from '../nix/build';", /through its index/],
    ['main/fleet/reading/read.ts', "import { build } from '../../nix/build';", /through its index/],
    ['main/core.ts', "import { build } from './nix/build';", /through its index/],
    ['main/fleet/index.ts', "import { fake } from '../nix/testing/fake';", /through its index/],
    ['main/workers/worker.ts', "import '../nix/build';", /through its index/],
    ['main/core.ts', "import '../renderer/ui';", /main does not import renderer/],
    ['main/core.ts', "import '../preload';", /main does not import preload/],
    ['main/core.ts', "import { Box } from '@mui/material';", /nothing of the page/],
    ['main/core.ts', "import '../../../elsewhere';", /inside src/],
    ['main/core.ts', "import '/etc/passwd';", /packages or relative/],
    ['preload/index.ts', "import { readFileSync } from 'node:fs';", /only over the contract/],
    ['preload/index.ts', "import '../main/core';", /preload does not import main/],
    ['renderer/ui/index.tsx', "import { Client } from 'ssh2';", /only over the contract/],
    [
      'renderer/ui/index.tsx',
      "import type { Core } from '../../main/core';",
      /renderer does not import main/,
    ],
    ['renderer/main.tsx', "import { ipcRenderer } from 'electron';", /electron/],
    ['renderer/inventory/index.tsx', "import '../features';", /share through/],
    ['renderer/main.tsx', "import './features/board';", /through its index/],
    ['other/index.ts', "import '../shared/contract';", /no layer/],
  ])('%s: %s', (file, line, message) => {
    plant(file, line);
    const problems = checkBoundaries(src);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file, line: 2, message: expect.stringMatching(message) as string });
  });
});

describe('a circle between areas is found', () => {
  it('of two', () => {
    plant('main/nix/build.ts', "import type { Fleet } from '../fleet';");
    const problems = checkBoundaries(src);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(
      /circle: (main\/fleet → main\/nix → main\/fleet|main\/nix → main\/fleet → main\/nix)/,
    );
  });
  it('of three, and once only', () => {
    plant('main/nix/build.ts', "import '../jobs';");
    plant('main/jobs/index.ts', "import '../fleet';");
    const problems = checkBoundaries(src);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('main/jobs');
  });
  it('through the composition root', () => {
    plant('main/nix/build.ts', "import '../core';");
    expect(checkBoundaries(src)[0]?.message).toContain('main/core');
  });
  it('among shared areas', () => {
    plant('shared/contract/errors.ts', "import '../syntax';");
    expect(checkBoundaries(src)[0]?.message).toContain('shared/syntax');
  });
  it('but not through what is loaded on demand', () => {
    plant('main/nix/build.ts', "const late = () => import('../fleet');");
    expect(checkBoundaries(src)).toEqual([]);
  });
});

const command = () =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'check-boundaries.mjs'), src], { encoding: 'utf8' });

it('the command fails, naming file and line, and passes on a lawful tree', () => {
  expect(command()).toMatchObject({ status: 0, stderr: '' });
  plant('shared/contract/errors.ts', "import { app } from 'electron';");
  const failed = command();
  expect(failed.status).toBe(1);
  expect(failed.stderr).toMatch(/errors\.ts:2: 'electron'/);
  expect(failed.stderr).toContain('1 forbidden import');
});
