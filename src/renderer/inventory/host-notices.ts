import { type Host, nameCheckSchema, type Space } from '../../shared/contract';
import { liveFactWords } from '../../shared/facts';
import { bytes } from '../ui';
import { live, LOW } from './host-row';

/** Something of a host that a person should know; the fact it was read from carries its age. */
export interface HostNotice {
  readonly words: string;
  readonly fact: string;
}

const CLOCK_SECONDS = 5;
const NEARLY_CRITICAL_CELSIUS = 5;

const isLow = ({ freeBytes, totalBytes }: Space, share: number): boolean =>
  totalBytes > 0 && freeBytes / totalBytes < share;

/** What the facts of a host say that should be looked at. Failed units are told apart from these. */
export function hostNotices(host: Host): HostNotice[] {
  const notices: HostNotice[] = [];
  const tell = (fact: string, words: string): void => void notices.push({ fact, words });

  if (live(host, 'rebootNeeded') === true) {
    const because = liveFactWords('rebootBecause', host.facts['rebootBecause']?.value, bytes);
    tell(
      'rebootNeeded',
      `Runs with another ${because ?? 'kernel'} than it was booted with: a reboot is due.`,
    );
  }
  const boot = live(host, 'boot');
  if (boot?.own === true && isLow(boot, LOW.boot)) {
    tell('boot', `${boot.mount} has ${bytes(boot.freeBytes)} left: the next generation may not fit.`);
  }
  for (const disk of live(host, 'disks') ?? []) {
    if (disk.mount !== boot?.mount && !disk.readOnly && isLow(disk, LOW.disk)) {
      tell('disks', `${disk.mount} has ${bytes(disk.freeBytes)} left of ${bytes(disk.totalBytes)}.`);
    }
  }
  const clock = live(host, 'clock');
  if (clock && Math.abs(clock.offsetSeconds) > CLOCK_SECONDS) {
    tell('clock', `Its clock is ${liveFactWords('clock', clock, bytes)} ours.`);
  }
  for (const { chip, sensor, celsius, criticalCelsius } of live(host, 'temperatures') ?? []) {
    if (criticalCelsius !== undefined && celsius > criticalCelsius - NEARLY_CRITICAL_CELSIUS) {
      tell(
        'temperatures',
        `${chip} ${sensor} is at ${Math.round(celsius)} °C, critical at ${Math.round(criticalCelsius)}.`,
      );
    }
  }
  const tailscale = live(host, 'tailscale');
  if (tailscale?.state === 'NeedsLogin') tell('tailscale', 'Tailscale wants somebody to log in there.');
  const name = nameCheckSchema.safeParse(host.facts['name']?.value).data;
  for (const conflict of name?.conflicts ?? []) tell('name', conflict);
  const partial = host.facts['partial']?.value;
  if (Array.isArray(partial)) tell('partial', `Not all of its answer was understood: ${partial.join('; ')}.`);
  return notices;
}
