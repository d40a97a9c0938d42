import { describe, expect, it } from 'vitest';
import { hostOutcomeSchema } from '../contract';
import { nextStep } from '.';

describe('nextStep', () => {
  it('offers another generation where a rollback did not come through', () => {
    expect(nextStep('rollback', { outcome: 'rolled-back' })?.action).toBe('choose-generation');
    expect(nextStep('rollback', { outcome: 'failed' })?.action).toBe('choose-generation');
    expect(nextStep('deploy', { outcome: 'rolled-back' })?.action).toBe('deploy-again');
  });

  it('asks nothing of anybody where all is well, and has a way on from everything else', () => {
    const without = hostOutcomeSchema.options.filter((outcome) => nextStep('deploy', { outcome }) === null);
    expect(without).toEqual(['unchanged', 'switched', 'skipped']);
  });
});
