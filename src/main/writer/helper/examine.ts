import { AppError, type DriveIdentity } from '../../../shared/contract';
import {
  judgeDrive,
  reasonWords,
  type BlockDevice,
  type JudgedDrive,
  type Machine,
} from '../../../shared/drives';
import type { HelperRequest } from './protocol';
import type { Standing } from './standing';

/**
 * Judges the drive of a request anew, whatever the app has found: by the same rules, as the machine is at this instant.
 * Throws `drive-gone`, `drive-refused`, `drive-changed`.
 */
export function examine(machine: Machine, request: HelperRequest, standing: Standing): JudgedDrive {
  const { drive } = request;
  const judged = judgeDrive(drive, machine, {
    imageBytes: request.imageBytes,
    image: request.image,
    fleets: request.fleet === null ? [] : [request.fleet],
    states: request.state === null ? [] : [request.state],
    writing: [],
    allowLoops: standing.loops !== 'refused',
  });
  if (judged === null) {
    throw new AppError('drive-gone', `${drive} was pulled out or has vanished.`, {
      hint: 'Nothing was written. Plug it in again.',
      detail: { drive },
    });
  }
  if (standing.loops === 'only' && judged.device.type !== 'loop') {
    throw refused(
      drive,
      ['checkout'],
      'a helper from a checkout writes loop devices only',
      'Install Snowfleet as a package to write drives.',
    );
  }
  if (judged.verdict !== 'offered') {
    const codes = judged.reasons.map(({ code }) => code);
    throw refused(
      drive,
      codes,
      judged.reasons.map((reason) => reasonWords(reason, judged)).join('. ') + '.',
      'Choose another drive.',
    );
  }
  if (!isSame(judged.device, request.identity)) {
    throw new AppError('drive-changed', `${drive} is no longer the drive that you chose.`, {
      hint: 'Look at the list of drives again and choose anew. Nothing was written.',
      detail: { drive },
    });
  }
  return judged;
}

/** Whether it is the drive that a person looked at. */
export function isSame(device: BlockDevice, identity: DriveIdentity): boolean {
  return (
    device.majMin === identity.majMin &&
    device.bytes === identity.bytes &&
    device.serial === identity.serial &&
    device.model === identity.model &&
    device.diskSeq === identity.diskSeq
  );
}

function refused(drive: string, reasons: readonly string[], why: string, hint: string): AppError {
  return new AppError('drive-refused', `${drive} is not written: ${why}`, {
    hint,
    detail: { drive, reasons: [...reasons] },
  });
}
