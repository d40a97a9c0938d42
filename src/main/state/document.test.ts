import { readFile, readdir, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AppError } from '../../shared/contract';
import { bundleForNode, removeBundle, startChild } from '../process/testing';
import { document } from './index';
import { temporaryHome } from './testing';

const schema = z.object({ n: z.number() });

describe('document', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleForNode(new URL('./testing/lock-child.ts', import.meta.url));
    return () => removeBundle(bundle);
  });

  it('begins with its initial value and keeps what is written', async () => {
    const { home } = await temporaryHome();
    const doc = document(home, 'some/thing', schema, { n: 1 });
    expect(await doc.read()).toEqual({ n: 1 });
    await doc.write({ n: 2 });
    expect(await document(home, 'some/thing', schema, { n: 1 }).read()).toEqual({ n: 2 });
    expect(await doc.update(({ n }) => ({ n: n + 5 }))).toEqual({ n: 7 });
    expect(JSON.parse(await readFile(doc.path, 'utf8'))).toEqual({ n: 7 });
  });

  it('does not write what its schema refuses, nor after a change that throws', async () => {
    const { home } = await temporaryHome();
    const doc = document(home, 'thing', schema, { n: 1 });
    await doc.write({ n: 2 });
    await expect(doc.write({ n: 'x' } as unknown as { n: number })).rejects.toThrow();
    await expect(doc.update(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await doc.read()).toEqual({ n: 2 });
  });

  it.each(['{"n": 1', '{"n": "one"}', ''])('moves the damaged file %j aside and says so', async (damage) => {
    const { home } = await temporaryHome();
    const warnings: AppError[] = [];
    const doc = document(home, 'thing', schema, { n: 1 }, { onDamaged: (warning) => warnings.push(warning) });
    await doc.write({ n: 2 });
    await writeFile(doc.path, damage);
    expect(await doc.read()).toEqual({ n: 1 });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.code).toBe('state-damaged');
    expect(await readFile(String(warnings[0]?.detail['aside']), 'utf8')).toBe(damage);
    expect((await readdir(home.state)).filter((name) => name.endsWith('.json'))).toEqual([]);
  });

  it('loses no update of many processes', async () => {
    const { home, env } = await temporaryHome();
    const counter = document(home, 'counter', schema, { n: 0 });
    const children = Array.from({ length: 4 }, () => startChild(bundle, ['count', '25'], env));
    const own = Array.from({ length: 25 }, () => counter.update(({ n }) => ({ n: n + 1 })));
    await Promise.all(own);
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0, 0]);
    expect(await counter.read()).toEqual({ n: 125 });
  });
});
