import { describe, expect, it } from 'vitest';
import { explainFailure } from './explain-failure';
import { KNOWN_FAILURES } from './testing/known-failures';

describe.each(KNOWN_FAILURES)('$name', ({ doing, texts, code, message, hint }) => {
  it.each(texts)('is known from what Nix %s says', (_version, text) => {
    const error = explainFailure(text, { doing });
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(error.code).toBe(code ?? `${doing}-failed`);
  });
});
