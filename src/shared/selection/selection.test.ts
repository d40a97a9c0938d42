import { describe, expect, it } from 'vitest';
import { selectHosts } from '.';

const FLEET = [
  { name: 'p620', tags: ['desk', 'amd'] },
  { name: 'p510', tags: ['server'] },
  { name: 'razer', tags: ['laptop'] },
  { name: 'samsung', tags: ['laptop'] },
  { name: 'web.example', tags: [] },
];
const select = (text: string): string[] => selectHosts(text, FLEET);

describe('a selection', () => {
  it.each([
    ['p510', ['p510']],
    ['p*', ['p620', 'p510']],
    ['p?20', ['p620']],
    ['*', ['p620', 'p510', 'razer', 'samsung', 'web.example']],
    ['@laptop', ['razer', 'samsung']],
    ['@lap*', ['razer', 'samsung']],
    ['@laptop and not razer', ['samsung']],
    ['not @laptop and p*', ['p620', 'p510']],
    ['razer or p620', ['p620', 'razer']],
    ['razer p620', ['p620', 'razer']],
    ['razer,p620 , p510', ['p620', 'p510', 'razer']],
    ['@laptop or p* and @amd', ['p620', 'razer', 'samsung']],
    ['(@laptop or p*) and not (razer or p510)', ['p620', 'samsung']],
    ['not not razer', ['razer']],
    ['web.example', ['web.example']],
  ])('%s means %j', (text, hosts) => {
    expect(select(text)).toEqual(hosts);
  });

  it('takes a dot in a name literally', () => {
    expect(() => selectHosts('web.example', [{ name: 'webXexample', tags: [] }])).toThrow(
      'no host "web.example"',
    );
  });

  it.each(['', '   ', 'p620 and', 'and p620', '(p620', 'p620)', 'or', 'not', '()', ','])(
    'refuses %j as wrong use',
    (text) => {
      expect(() => select(text)).toThrow(expect.objectContaining({ code: 'usage' }));
    },
  );

  it.each(['-p620', 'p620;reboot', '$(id)', '@-x', 'a/b', '--flag'])(
    'refuses %j, which is no name',
    (text) => {
      expect(() => select(text)).toThrow(expect.objectContaining({ code: 'bad-host-name' }));
    },
  );

  it.each(['p999', '@nosuch', 'z*', 'p620 or p999', 'razer and p620'])(
    'refuses %j, of which something means no host',
    (text) => {
      expect(() => select(text)).toThrow(expect.objectContaining({ code: 'unknown-host' }));
    },
  );
});
