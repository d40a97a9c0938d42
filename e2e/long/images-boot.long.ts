import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LoopDrive, PracticeVm, practiceVmMissing } from '../hosts/practice-vm/practice-vm';
import { Door, ROOT } from '../terminal-door/support/door';
import * as shapes from '../terminal-door/support/shapes';

const missing = practiceVmMissing();
if (missing !== null) console.log(`images-boot.long: skipped, because ${missing}`);

const HOST = 'p510';
const BLOCK = 4096;
const PICTURES = join(ROOT, 'docs/pictures');

const builtSchema = z.object({ path: z.string(), bytes: z.number(), sha256: z.string(), commit: z.string() });
const welcomedSchema = z.object({
  host: z.string(),
  key: z.object({ fingerprint: z.string() }),
  hardware: z.object({ files: z.array(z.string()), diff: z.string() }),
});
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** From the image to a stick, to a computer that starts from it, to a host that runs what the fleet says. */
describe.skipIf(missing !== null)('the practice image', () => {
  let door: Door;
  let image: z.infer<typeof builtSchema>;
  let stick: LoopDrive;
  let vm: PracticeVm | null = null;
  const practice = (...words: string[]): string[] => ['--stand-in', ...words];
  const inVm = async (script: string): Promise<string> => {
    const { code, stdout, stderr } = await door.run(practice('exec', HOST, '--', 'sh', '-c', script));
    expect(code, `${stdout}${stderr}`).toBe(0);
    return stdout;
  };

  beforeAll(() => {
    door = Door.bundled();
    for (const words of [
      ['init', '--quiet'],
      ['add', '--all'],
      ['commit', '--quiet', '--message', 'fleet'],
    ])
      execFileSync('git', ['-C', door.fleet, ...words], { env: door.env });
  });
  afterAll(async () => {
    await vm?.end();
    await stick?.detach();
    await door?.end();
  });

  it('is small, holds what its checksum and block map say, and is the same when it is made again', async () => {
    image = builtSchema.parse(await door.json(practice('images', 'build', HOST)));
    const bytes = readFileSync(image.path);
    expect(bytes.length).toBe(image.bytes);
    expect(bytes.length).toBeLessThan(300_000_000);
    expect(sha256(bytes)).toBe(image.sha256);
    expect(readFileSync(`${image.path}.sha256`, 'utf8')).toMatch(new RegExp(`^${image.sha256} `));
    expect(statSync(image.path).mode & 0o077, 'it holds a private key').toBe(0);

    const map = readFileSync(`${image.path}.bmap`, 'utf8');
    expect(map).toContain(`<ImageSize> ${bytes.length} </ImageSize>`);
    const ranges = [...map.matchAll(/<Range chksum="(\w+)"> (\d+)-(\d+) <\/Range>/g)];
    expect(ranges.length).toBeGreaterThan(1);
    for (const [, sum, first, last] of ranges) {
      const from = Number(first) * BLOCK;
      expect(sha256(bytes.subarray(from, (Number(last) + 1) * BLOCK))).toBe(sum);
      bytes.fill(0, from, (Number(last) + 1) * BLOCK);
    }
    expect(
      bytes.every((byte) => byte === 0),
      'what the map leaves out is empty',
    ).toBe(true);

    const again = builtSchema.parse(await door.json(practice('images', 'build', HOST)));
    expect(again.sha256).toBe(image.sha256);
  });

  it('is written to a stick that then holds it', async () => {
    const { path } = image;
    const file = join(door.dir, 'stick');
    writeFileSync(file, '');
    truncateSync(file, 200_000_000);
    stick = await LoopDrive.attach(file);
    const written = await door.json(['write', path, stick.device, '--confirm', stick.device], {
      env: { SNOWFLEET_ALLOW_LOOP: '1' },
    });
    expect(written).toMatchObject({ ok: true, verified: true, bytes: image.bytes });
    execFileSync('cmp', ['--bytes', String(image.bytes), path, stick.device]);
  });

  it('starts a computer with BIOS, to a login that prints the name of the host', async () => {
    const disk = join(door.dir, 'disk');
    writeFileSync(disk, '');
    truncateSync(disk, 10_000_000_000);
    vm = await PracticeVm.start({ firmware: 'bios', stick: stick.file, disk });
    await vm.says(`${HOST} login:`);
    mkdirSync(PICTURES, { recursive: true });
    await vm.picture(join(PICTURES, 'installer-bios.png'));
  });

  it('is recognised by its key, for its own host alone, and tells its hardware', async () => {
    const address = `127.0.0.1:${vm?.port}`;
    const other = await door.run(['--json', ...practice('images', 'await', address, '--host', 'hp')]);
    expect(other.code, other.stderr).not.toBe(0);
    const welcomed = welcomedSchema.parse(
      await door.json(practice('images', 'await', address, '--host', HOST)),
    );
    expect(vm?.console).toContain(welcomed.key.fingerprint);
    expect(welcomed.hardware.diff).toContain(
      '+  boot.initrd.availableKernelModules = [ "virtio_pci" "virtio_blk" ];',
    );
    await door.json(['undo']);
  });

  it('takes a deploy as any host does', async () => {
    const before = await inVm('readlink /run/current-system');
    const { hosts } = shapes.deploy.parse(await door.json(practice('deploy', HOST, '--yes')));
    expect(hosts).toMatchObject([{ host: HOST, outcome: 'switched', generation: 1 }]);
    const [deployed] = hosts;
    expect(await inVm('readlink /run/current-system')).toContain(deployed?.to ?? 'a system');
    expect(await inVm('hostname')).toContain(HOST);
    expect(before).not.toContain(deployed?.to ?? 'a system');
  });

  it('lays out a disk by its wizard, encrypted, and hands it to nixos-install', async () => {
    await inVm(
      'mkdir -p /tmp/first && printf \'#!/bin/sh\\necho "$*" >/tmp/installed\\n\' >/tmp/first/nixos-install && chmod 755 /tmp/first/nixos-install',
    );
    // Each answer on a line: network, encryption, the disk's name, the passphrase twice.
    const said = await inVm(
      `printf '%s\\n' yes vda 'right horse' 'right horse' | PATH=/tmp/first:$PATH snowfleet-install --host ${HOST} --layout ext4 --disk /dev/vda 2>&1`,
    );
    expect(said).toContain(`${HOST} is installed.`);
    expect(await inVm('cat /tmp/installed')).toContain(`--root /mnt --flake /mnt/etc/nixos#${HOST}`);
    const laid = await inVm('lsblk -rno NAME,FSTYPE,LABEL,MOUNTPOINT /dev/vda; blkid');
    expect(laid).toMatch(/cryptroot.*\/mnt/);
    expect(laid).toMatch(/LABEL="boot"/);
    expect(laid).toMatch(/TYPE="crypto_LUKS"/);
    expect(await inVm('ls /mnt/etc/nixos/flake.nix /mnt/etc/ssh/ssh_host_ed25519_key')).toContain(
      'flake.nix',
    );
    const refused = await inVm(
      `snowfleet-install --host ${HOST} --layout ext4 --disk /dev/vda --yes 2>&1; echo "exit $?"`,
    );
    expect(refused).toContain('exit 1');
    expect(refused).toContain('Nothing was changed.');
    await vm?.end();
    vm = null;
  });

  it('starts a computer with UEFI as well', async () => {
    vm = await PracticeVm.start({ firmware: 'uefi', stick: stick.file });
    await vm.says(`${HOST} login:`);
    await vm.picture(join(PICTURES, 'installer-uefi.png'));
  });
});
