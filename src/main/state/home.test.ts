import { describe, expect, it } from 'vitest';
import { resolveHome } from './home';

describe('resolveHome', () => {
  it('follows SNOWFLEET_HOME before all else', () => {
    expect(resolveHome({ SNOWFLEET_HOME: '/h', HOME: '/u', XDG_STATE_HOME: '/x' })).toEqual({
      state: '/h/state',
      data: '/h/data',
      cache: '/h/cache',
      runtime: '/h/run',
    });
  });

  it('follows the XDG folders', () => {
    const env = { HOME: '/u', XDG_STATE_HOME: '/s', XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/c' };
    expect(resolveHome({ ...env, XDG_RUNTIME_DIR: '/r' })).toEqual({
      state: '/s/snowfleet',
      data: '/d/snowfleet',
      cache: '/c/snowfleet',
      runtime: '/r/snowfleet',
    });
  });

  it('ignores relative and empty values', () => {
    expect(resolveHome({ SNOWFLEET_HOME: '', HOME: '/u', XDG_STATE_HOME: 'rel', XDG_DATA_HOME: '' })).toEqual(
      {
        state: '/u/.local/state/snowfleet',
        data: '/u/.local/share/snowfleet',
        cache: '/u/.cache/snowfleet',
        runtime: '/u/.local/state/snowfleet/run',
      },
    );
  });
});
