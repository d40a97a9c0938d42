import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../testing/sshd';
import { faultOf, parseCertificate } from './certificate';

let dir: string;
let blob: Buffer;
let hostKey: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-certificate-'));
  makeKey(join(dir, 'authority'));
  hostKey = makeKey(join(dir, 'host'));
  const words = ['-q', '-s', join(dir, 'authority'), '-I', 'id', '-h', '-n', 'web.lan,db', '-z', '7'];
  execFileSync('ssh-keygen', [...words, '-V', '20260101:20270101', join(dir, 'host.pub')]);
  blob = Buffer.from(readFileSync(join(dir, 'host-cert.pub'), 'utf8').split(' ')[1] ?? '', 'base64');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a host certificate', () => {
  it('is read as ssh-keygen wrote it, and holds for its names and time', () => {
    const certificate = parseCertificate(blob);
    expect(certificate).toMatchObject({
      kind: 2,
      serial: 7n,
      keyId: 'id',
      principals: ['web.lan', 'db'],
      isSigned: true,
    });
    expect(certificate?.key.toString('base64')).toBe(hostKey.split(' ')[1]);
    if (certificate === null) return;
    const within = new Date('2026-06-01');
    expect(faultOf(certificate, 'web.lan', within)).toBeNull();
    expect(faultOf(certificate, 'web', within)).toBe('it is for web.lan, db');
    expect(faultOf(certificate, 'db', new Date('2025-06-01'))).toBe('it is not valid yet');
    expect(faultOf(certificate, 'db', new Date('2027-06-01'))).toMatch(/^it ran out on 202[67]-/);
    expect(faultOf({ ...certificate, kind: 1 }, 'db', within)).toBe('it is not a certificate of a host');
    expect(faultOf({ ...certificate, principals: [] }, 'db', within)).toBe('it names no host (principals)');
  });

  it('does not hold when one bit of it is another', () => {
    fc.assert(
      fc.property(fc.nat({ max: blob.length * 8 - 1 }), (bit) => {
        const changed = Buffer.from(blob);
        const at = bit >> 3;
        changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
        const certificate = parseCertificate(changed);
        return certificate === null || !certificate.isSigned;
      }),
      { numRuns: 300 },
    );
  });

  it('is not found in noise, whatever its lengths say', () => {
    const head = blob.subarray(0, 36);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(parseCertificate(Buffer.from(noise))).toBeNull();
        const certificate = parseCertificate(Buffer.concat([head, noise]));
        return certificate === null || !certificate.isSigned;
      }),
      { numRuns: 300 },
    );
  });
});
