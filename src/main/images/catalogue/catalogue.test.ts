import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { noteBuilt, readBuilt } from './built';
import { imageOf, imagesOfFleet } from './catalogue';

const dir = mkdtempSync(join(tmpdir(), 'snowfleet-images-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the images of a fleet', () => {
  it('are one for each host, one for each kind of hardware, and the practice image', () => {
    const images = imagesOfFleet({ hosts: ['p510', 'hp'], standIn: false });
    expect(images.map(({ name, kind, recipe }) => [name, kind, recipe.by])).toEqual([
      ['p510', 'host', 'nix'],
      ['hp', 'host', 'nix'],
      ['profile-any', 'profile', 'nix'],
      ['profile-amd', 'profile', 'nix'],
      ['profile-intel', 'profile', 'nix'],
      ['profile-nvidia', 'profile', 'nix'],
      ['practice', 'practice', 'practice'],
    ]);
  });

  it('are practice images alone where the systems are toys', () => {
    const images = imagesOfFleet({ hosts: ['p510'], standIn: true });
    expect(images).toMatchObject([
      { name: 'p510', kind: 'practice', host: 'p510', recipe: { by: 'practice', login: 'p510' } },
    ]);
  });

  it('have names of their own even where a host is called as one of them', () => {
    const images = imagesOfFleet({ hosts: ['practice'], standIn: false });
    expect(images.filter(({ name }) => name === 'practice')).toMatchObject([{ kind: 'host' }]);
  });

  it('say why they cannot be built', () => {
    const [entry] = imagesOfFleet({ hosts: ['p510'], standIn: true });
    if (!entry) throw new Error('there is one');
    expect(imageOf(entry, { built: null, job: null, missing: 'Not on this machine.' })).toMatchObject({
      canBuild: false,
      words: 'Not on this machine.',
      path: null,
    });
  });
});

describe('what was built', () => {
  const sha256 = 'a'.repeat(64);

  it('is known until the file is another', async () => {
    const path = join(dir, 'x.img');
    writeFileSync(path, 'image');
    expect(await readBuilt(dir)).toBeNull();
    const built = await noteBuilt(dir, { path, sha256, commit: null, hostKey: null });
    expect(built).toMatchObject({ bytes: 5, sha256 });
    expect(await readBuilt(dir)).toEqual(built);
    appendFileSync(path, '!');
    expect(await readBuilt(dir)).toBeNull();
  });

  it('is nothing where the note is damaged', async () => {
    writeFileSync(join(dir, 'image.json'), '{"path": 1');
    expect(await readBuilt(dir)).toBeNull();
  });
});
