import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readConfigInThisThread } from '../../src/main/desktop';
import type { Figure } from '../harness';
import { summarize } from '../statistics';

/** Lines as people have them, in the mixture of public configurations. */
const HYPRLANG = [
  'bind = $mod SHIFT, code:N, exec, notify-send "hello $mod" --app N',
  'bindel = , XF86AudioRaiseVolume, exec, wpctl set-volume @DEFAULT_AUDIO_SINK@ N%+',
  'windowrule = match:class ^(program-N|other-N)$, float on, size 800 600, move 100 {{gap + N}}',
  'workspace = N, monitor:DP-1, gapsin:3, gapsout:10 20',
  'env = VARIABLE_N, $gap',
  'animation = windows, 1, 4.79, smooth, popin 80%',
  'monitor = DP-N, 2560x1440@144, Nx0, 1.25, transform, 1',
  'decoration { # N',
  '  rounding = {{gap * 2}}',
  '}',
];

function hyprlang(lines: number): string {
  const head = ['$mod = SUPER', '$gap = 5', 'bezier = smooth, 0.05, 0.9, 0.1, 1.05'];
  const variables = Array.from({ length: 60 }, (_, nth) => `$colour${nth} = rgba(112233ff)`);
  const rest = Array.from({ length: lines - head.length - variables.length }, (_, nth) =>
    HYPRLANG[nth % HYPRLANG.length]!.replaceAll('N', String(nth)),
  );
  return [...head, ...variables, ...rest].join('\n');
}

const LUA = `local mod = "SUPER"
hl.config({ general = { gaps_in = 5, gaps_out = { top = 1, right = 2 }, layout = "master" }, decoration = { rounding = 8 } })
hl.curve("smooth", { type = "bezier", points = { { 0.05, 0.9 }, { 0.1, 1.05 } } })
for _, leaf in ipairs({ "windows", "fade", "workspaces", "border" }) do
  hl.animation({ leaf = leaf, enabled = true, speed = 4.79, bezier = "smooth" })
end
for i = 1, 100 do
  hl.bind(mod .. " + " .. i, hl.dsp.focus({ workspace = i }), { description = "to " .. i })
  hl.window_rule({ match = { class = "^(program-" .. i .. ")$" }, float = true, size = { 800, "monitor_h * 0.5" } })
end`;

async function timed(
  name: string,
  runs: number,
  file: string,
  text: string,
  aim: number,
  note: string,
): Promise<Figure> {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-bench-'));
  try {
    const path = join(dir, file);
    await writeFile(path, text);
    await readConfigInThisThread({ file: path });
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const started = performance.now();
      await readConfigInThisThread({ file: path });
      times.push(performance.now() - started);
    }
    return { name, unit: 'ms', summary: summarize(times), aim, note };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What reading a configuration takes, from the file to the model. */
export async function readerFigures(runs: number): Promise<Figure[]> {
  return [
    await timed(
      'hyprland.conf of 1,500 lines',
      runs,
      'a.conf',
      hyprlang(1_500),
      30,
      'Read for one version after another until all of it is understood.',
    ),
    await timed(
      'hyprland.lua of 200 binds and rules',
      runs,
      'a.lua',
      LUA,
      100,
      'With the start of its machine.',
    ),
    await timed(
      'hyprland.lua that does not end',
      Math.min(runs, 10),
      'a.lua',
      'while true do end',
      250,
      'Stopped by its instructions, at the latest by the clock.',
    ),
  ];
}
