import { plainText, wholeNumber } from './parse';

type Rows = (name: string) => readonly (readonly string[])[];

/** The vendors whose graphics hardware is met in hosts, by PCI vendor number. */
const VENDORS: ReadonlyMap<string, string> = new Map([
  ['0x1002', 'AMD'],
  ['0x10de', 'NVIDIA'],
  ['0x8086', 'Intel'],
  ['0x1a03', 'ASPEED'],
  ['0x102b', 'Matrox'],
  ['0x1af4', 'Virtio'],
  ['0x1b36', 'QEMU'],
  ['0x1234', 'QEMU'],
  ['0x15ad', 'VMware'],
  ['0x1414', 'Microsoft'],
]);

/** Graphics cards, screens, sensors and addresses. */
export function devices(rows: Rows): {
  gpus?: unknown;
  monitors?: unknown;
  temperatures?: unknown;
  addresses?: unknown;
} {
  const gpus = rows('gpu').map(gpu);
  const monitors = rows('monitor').map(monitor);
  const temperatures = rows('temperature').flatMap(temperature);
  const addresses = rows('address').flatMap(([name = '', , address = '']) => {
    const plain = plainText(address.split('/')[0] ?? '');
    return plain === '' ? [] : [{ interface: plainText(name), address: plain }];
  });
  return {
    ...(gpus.length > 0 ? { gpus } : {}),
    ...(monitors.length > 0 ? { monitors } : {}),
    ...(temperatures.length > 0 ? { temperatures } : {}),
    ...(addresses.length > 0 ? { addresses } : {}),
  };
}

function gpu(row: readonly string[]): unknown {
  const [slot = '', vendor = '', product = '', driver = '', state, busy, memory, used, model = ''] = row;
  const busyPercent = wholeNumber(busy);
  const memoryBytes = wholeNumber(memory);
  const memoryUsedBytes = wholeNumber(used);
  return {
    slot: plainText(slot),
    vendor: VENDORS.get(vendor) ?? plainText(vendor),
    model: plainText(model) || plainText(product),
    driver: plainText(driver),
    asleep: state === 'asleep',
    ...(busyPercent === undefined ? {} : { busyPercent }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(memoryUsedBytes === undefined ? {} : { memoryUsedBytes }),
  };
}

/** A connector with a screen: its modes as the kernel names them, the preferred one first. */
function monitor([name = '', modes = '', width, height]: readonly string[]): unknown {
  const [wide, high] = [wholeNumber(width), wholeNumber(height)];
  return {
    name: plainText(name),
    modes: [...new Set(modes.split(' '))].flatMap((mode) => {
      const [, across, down] = /^(\d{1,5})x(\d{1,5})/.exec(mode) ?? [];
      return across === undefined ? [] : [{ width: Number(across), height: Number(down) }];
    }),
    // A projector says 0.
    ...(wide && high ? { millimetres: { width: wide * 10, height: high * 10 } } : {}),
  };
}

/** A sensor that nothing is connected to tells absurd values; it is no news that it does. */
function temperature(row: readonly string[]): unknown[] {
  const [chip = '', sensor = '', label = '', now, critical] = row;
  const degrees = (text: string | undefined): number | undefined => {
    const value = wholeNumber(text);
    return value === undefined || value < -100_000 || value > 250_000 ? undefined : value / 1000;
  };
  const celsius = degrees(now);
  if (celsius === undefined) return [];
  const limit = degrees(critical);
  return [
    {
      chip: plainText(chip),
      sensor: plainText(label) || plainText(sensor),
      celsius,
      ...(limit === undefined || limit <= 0 ? {} : { criticalCelsius: limit }),
    },
  ];
}
