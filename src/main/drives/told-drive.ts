import type { Drive } from '../../shared/contract';
import {
  type BlockDevice,
  cautionWords,
  driveTitle,
  type JudgedDrive,
  kindWords,
  reasonWords,
} from '../../shared/drives';

/** A judged drive in the words of the contract. */
export function toldDrive(judged: JudgedDrive): Drive {
  const { device, kind, parts } = judged;
  const { path, model, vendor, serial, bytes } = device;
  const token = serial ?? path;
  return {
    path,
    model,
    vendor,
    title: driveTitle(device, kind),
    serial,
    bytes,
    bus: device.bus,
    kind: kindWords(kind, device),
    removable: device.removable,
    mounts: [...new Set(parts.flatMap((part) => part.mounts))],
    contents: parts.filter(hasContent).map((part) => ({
      path: part.path,
      label: part.label,
      fsType: part.fsType,
      bytes: part.bytes,
      mounts: [...part.mounts],
    })),
    verdict: judged.verdict,
    reasons: judged.reasons.map(({ code }) => code),
    words: judged.reasons.map((reason) => reasonWords(reason, judged)),
    cautions: judged.cautions.map((caution) => ({ code: caution.code, words: cautionWords(caution) })),
    identity: { majMin: device.majMin, diskSeq: device.diskSeq, serial, model, bytes },
    token,
    phrase: model === '' ? token : model,
  };
}

/** A partition, or a file system on the drive itself. */
function hasContent({ type, fsType, label }: BlockDevice): boolean {
  return type === 'part' || fsType !== '' || label !== '';
}
