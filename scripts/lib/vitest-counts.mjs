import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A vitest reporter that writes what `npm test` sums up to the file SNOWFLEET_COUNTS names, as
 * `{ passed, failed, again, skipped: [{ name, reason }] }`. vitest's own JSON leaves out the note of `context.skip(note)`.
 */
export default class CountsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, again: [], skipped: [] };
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId);
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests += 1;
        const result = test.result();
        const name = `${file} > ${test.fullName}`;
        if (result.state === 'passed') {
          counts.passed += 1;
          if (test.diagnostic()?.flaky) counts.again.push(name);
        } else if (result.state === 'failed') counts.failed += 1;
        else counts.skipped.push({ name, reason: result.note ?? '' });
      }
      // A file that could not be loaded has no tests and would otherwise count as nothing at all.
      if (tests === 0 && module.state() === 'failed') counts.failed += 1;
    }
    writeFileSync(process.env.SNOWFLEET_COUNTS, JSON.stringify(counts));
  }
}
