import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/contract';
import { KnownSoFar } from './known-so-far';

describe('KnownSoFar', () => {
  it('keeps what was learnt step by step, each host by itself', () => {
    const known = new KnownSoFar();
    known.note('a', { to: '/new' });
    known.note('a', { from: '/old', generation: 3 });
    const error = new AppError('unreachable', 'It is gone.', { hint: 'Look.' });
    expect(known.failed('a', error)).toEqual({
      host: 'a',
      outcome: 'failed',
      from: '/old',
      to: '/new',
      generation: 3,
      reason: 'It is gone. Look.',
    });
    expect(known.failed('b', error)).toMatchObject({ host: 'b', from: null, to: null, generation: null });
  });
});
