import { describe, expect, it } from 'vitest';
import { checkNames, type DeclaredName } from './names';
import { canonicalAddress, resolveByGetent, type Resolve } from './resolve';

const host = (name: string, more: Partial<DeclaredName> = {}): DeclaredName => ({
  host: name,
  name,
  address: null,
  own: [],
  tailnetName: null,
  ...more,
});
const resolver =
  (names: Readonly<Record<string, readonly string[] | null>>): Resolve =>
  async (name) =>
    name in names ? (names[name] ?? null) : [];
const check = async (
  fleet: readonly DeclaredName[],
  names: Readonly<Record<string, readonly string[] | null>>,
) =>
  Object.fromEntries(
    await checkNames(
      fleet.map((one) => one.host),
      fleet,
      { resolve: resolver(names), thisMachine: 'desk' },
    ),
  );

describe('a name', () => {
  it.each<[string, DeclaredName, readonly string[] | null, string, RegExp | null]>([
    [
      'leads where the fleet says',
      host('p510', { address: '192.168.1.10' }),
      ['192.168.1.10'],
      'agrees',
      null,
    ],
    ['leads there by IPv6', host('p510', { address: '2001:DB8:0::1' }), ['2001:db8::1'], 'agrees', null],
    [
      'leads elsewhere',
      host('p510', { address: '192.168.1.10' }),
      ['192.168.1.66'],
      'differs',
      /another host may have the name/,
    ],
    [
      'leads to the tailnet',
      host('p510', { address: '192.168.1.10' }),
      ['100.101.1.2'],
      'tailnet',
      /MagicDNS answers/,
    ],
    [
      'leads to the tailnet, as the fleet says',
      host('p510', { address: '100.101.1.2' }),
      ['100.101.1.2'],
      'agrees',
      null,
    ],
    [
      'leads to another machine of the tailnet',
      host('p510', { address: '100.101.1.2' }),
      ['100.101.1.3'],
      'differs',
      /another host/,
    ],
    [
      'leads to the tailnet by IPv6',
      host('p510', { address: '10.0.0.1' }),
      ['fd7a:115c:a1e0::5'],
      'tailnet',
      /MagicDNS/,
    ],
    [
      'leads to another address of the same host',
      host('p510', { address: '192.168.1.10', own: ['192.168.1.10', '100.101.1.2'] }),
      ['100.101.1.2'],
      'agrees',
      null,
    ],
    [
      'leads to this machine, which it is',
      host('desk', { address: '192.168.1.5' }),
      ['127.0.0.2', '::1'],
      'agrees',
      null,
    ],
    [
      'leads to this machine, which it is not',
      host('p510', { address: '192.168.1.10' }),
      ['127.0.0.1'],
      'differs',
      /which is this machine/,
    ],
    ['is known to nobody', host('p510', { address: '192.168.1.10' }), [], 'unresolved', null],
    ['is looked up in vain', host('p510', { address: '192.168.1.10' }), null, 'unknown', null],
    ['has no address in the fleet', host('p510'), ['192.168.1.10'], 'undeclared', null],
    [
      'is another one on the tailnet',
      host('p510', { address: '192.168.1.10', tailnetName: 'p510-1' }),
      ['192.168.1.10'],
      'agrees',
      /called p510-1, so p510 may be another machine/,
    ],
  ])('%s', async (_, declared, resolves, verdict, conflict) => {
    const { [declared.host]: found } = await check([declared], { [declared.name]: resolves });
    expect(found?.verdict).toBe(verdict);
    if (conflict === null) expect(found?.conflicts).toEqual([]);
    else expect(found?.conflicts.join(' ')).toMatch(conflict);
  });

  it('is held against a name that the fleet declares', async () => {
    const fleet = [host('p510', { address: 'p510.lan' })];
    expect(
      (await check(fleet, { p510: ['10.0.0.1'], 'p510.lan': ['10.0.0.1', '10.0.0.2'] }))['p510'],
    ).toMatchObject({
      verdict: 'agrees',
    });
    expect((await check(fleet, { p510: ['10.0.0.1'] }))['p510']).toMatchObject({
      verdict: 'differs',
      conflicts: [expect.stringContaining('a name that has no address here')],
    });
    expect((await check(fleet, { p510: ['10.0.0.1'], 'p510.lan': null }))['p510']).toMatchObject({
      verdict: 'unknown',
    });
  });

  it('that two hosts have is told at both, and so is an address', async () => {
    const fleet = [
      host('one', { name: 'web', address: '10.0.0.1' }),
      host('two', { name: 'WEB', address: '10.0.0.1' }),
      host('three', { name: 'db' }),
    ];
    const checks = await check(fleet, { web: ['10.0.0.1'], WEB: ['10.0.0.1'], db: ['10.0.0.1'] });
    expect(checks['one']?.conflicts).toEqual([
      'web is also the name of two.',
      '10.0.0.1 is also the address of two.',
      'web leads to the same address as two, three (10.0.0.1).',
    ]);
    expect(checks['three']?.conflicts).toEqual(['db leads to the same address as one, two (10.0.0.1).']);
  });

  it('is compared with hosts that are not asked for', async () => {
    const fleet = [host('one', { name: 'web' }), host('two', { name: 'web' })];
    const checks = await checkNames(['one'], fleet, { resolve: resolver({}), thisMachine: 'desk' });
    expect([...checks.keys()]).toEqual(['one']);
    expect(checks.get('one')?.conflicts).toEqual(['web is also the name of two.']);
  });
});

describe('the resolver of this machine', () => {
  it('knows localhost, and an address as itself', async () => {
    const addresses = await resolveByGetent('localhost');
    expect(addresses?.some((one) => one === '127.0.0.1' || one === '::1')).toBe(true);
    expect(await resolveByGetent('2001:DB8::0:1')).toEqual(['2001:db8::1']);
  });

  it('is not handed what is no name', async () => {
    expect(await resolveByGetent('-s files')).toBeNull();
    expect(await resolveByGetent('')).toBeNull();
  });

  it('is not waited for by somebody who has left', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await resolveByGetent('example.invalid', abort.signal)).toBeNull();
  });

  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['FE80::1%eth0', 'fe80::1'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
  ])('writes %s as %s', (address, written) => expect(canonicalAddress(address)).toBe(written));
});
