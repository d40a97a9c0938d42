import type { JudgedDrive } from '../judge';

/** A verdict as the table writes it: `refused system internal:nvme`, `offered ~large`. */
export function told(drive: JudgedDrive | null): string {
  if (drive === null) return 'not there';
  const cautions = drive.cautions.map(({ code }) => `~${code}`);
  return [
    drive.verdict,
    ...drive.reasons.map(({ code }) => (code === 'internal' ? `internal:${drive.kind}` : code)),
    ...cautions,
  ].join(' ');
}
