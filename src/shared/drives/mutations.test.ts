import { beforeAll, expect, it } from 'vitest';
import { NO_NEEDS } from './machine';
import { mutable, type Mutable, rulesAsScript } from './testing/mutants';
import { SITUATIONS } from './testing/situations/index';
import { told } from './testing/told';

/** Those that noticed something lately come first: mutants that stand together are noticed by the same rows. */
const rows = [...SITUATIONS];
let rules: Mutable;
beforeAll(async () => {
  rules = mutable(await rulesAsScript(import.meta.dirname));
});

/** Whether a row of the table comes out otherwise without that condition. */
function isNoticed(without: number): boolean {
  try {
    const judge = rules.judge(without);
    const noticing = rows.findIndex(({ machine, needs, expect: expected }) =>
      Object.entries(expected).some(
        ([path, verdict]) => told(judge(path, machine, { ...NO_NEEDS, ...needs })) !== verdict,
      ),
    );
    if (noticing < 0) return false;
    rows.unshift(...rows.splice(noticing, 1));
    return true;
  } catch {
    return true;
  }
}

it('finds the rules as they are right', () => {
  expect(isNoticed(0)).toBe(false);
  expect(rules.names.length).toBeGreaterThan(200);
});

it('notices each condition that is removed', () => {
  expect(rules.names.filter((_, index) => !isNoticed(index + 1))).toEqual([]);
});
