import { beforeAll, expect, it } from 'vitest';
import { NO_NEEDS } from './machine';
import { judgeOf, mutantsOf, type Mutant, rulesAsScript } from './testing/mutants';
import { SITUATIONS } from './testing/situations/index';
import { told } from './testing/told';

/** Those that noticed something lately come first: mutants that stand together are noticed by the same rows. */
const rows = [...SITUATIONS];

/** Whether a row of the table comes out otherwise. */
function isNoticed(code: string): boolean {
  try {
    const judge = judgeOf(code);
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

let script = '';
let mutants: Mutant[] = [];
beforeAll(async () => {
  script = await rulesAsScript(import.meta.dirname);
  mutants = mutantsOf(script);
});

it('finds the rules as they are right', () => {
  expect(isNoticed(script)).toBe(false);
  expect(mutants.length).toBeGreaterThan(150);
});

it('notices each condition that is removed', () => {
  const unnoticed = mutants.filter(({ code }) => !isNoticed(code)).map(({ name }) => name);
  expect(unnoticed).toEqual([]);
});
