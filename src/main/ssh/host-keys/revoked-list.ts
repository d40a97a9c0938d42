import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract';
import { type ProcessResult, runProcess } from '../../process';
import { keyTypeOf } from '../keys/signature';

const KRL_MAGIC = 'SSHKRL\n\0';
const ASK_TIMEOUT_MS = 5_000;

/**
 * Whether RevokedHostKeys of ssh_config names a key: a list of public keys, or a binary list that ssh-keygen reads.
 * As ssh does, a list that cannot be read revokes everything.
 * @throws AppError `host-key-revoked` for such a list.
 */
export async function isInRevokedList(file: string, key: Buffer): Promise<boolean> {
  const unreadable = (cause: unknown): AppError =>
    new AppError('host-key-revoked', `The list of revoked host keys ${file} cannot be read.`, {
      hint: 'ssh trusts no host key then, and neither does Snowfleet. Correct RevokedHostKeys in your ssh configuration.',
      detail: { file },
      cause,
    });
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(error);
  });
  const words = `${keyTypeOf(key)} ${key.toString('base64')}`;
  if (!bytes.subarray(0, KRL_MAGIC.length).equals(Buffer.from(KRL_MAGIC))) {
    return bytes
      .toString('utf8')
      .split('\n')
      .some((line) => line.trim().startsWith(words));
  }
  const asked = await query(file, `${words}\n`).catch((error: unknown) => {
    throw unreadable(error);
  });
  if (asked.code === 0) return false;
  if (/REVOKED/.test(asked.stdout + asked.stderr)) return true;
  throw unreadable(new Error(asked.stderr.trim()));
}

/** ssh-keygen asks a binary list about keys in files, and takes no pipe. */
async function query(list: string, publicKey: string): Promise<ProcessResult> {
  const folder = await mkdtemp(join(tmpdir(), 'snowfleet-revoked-'));
  try {
    const keyFile = join(folder, 'key.pub');
    await writeFile(keyFile, publicKey);
    return await runProcess(['ssh-keygen', '-Q', '-f', list, keyFile], { timeoutMs: ASK_TIMEOUT_MS });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
