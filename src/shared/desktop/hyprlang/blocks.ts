import type { Sourced } from '../model';
import { setMonitorPart, type DesktopBuilder, type OpenMonitorRule } from '../reading';
import { ruleWord } from './keywords/rule';
import type { Statement } from './statements';

/** A section of which there may be many, told apart by its key field. */
type BlockName = 'device' | 'monitorv2' | 'windowrule' | 'layerrule';

const KEY_FIELDS: Readonly<Record<BlockName, string>> = {
  device: 'name',
  monitorv2: 'output',
  windowrule: 'name',
  layerrule: 'name',
};

interface Block {
  readonly name: BlockName;
  /** What its key field says. */
  readonly key: string;
  readonly first: Statement;
  readonly fields: Statement[];
}

const isBlock = (name: string): name is BlockName => Object.hasOwn(KEY_FIELDS, name);

/** Fields of a device are options of `input` too; these are its own. */
const DEVICE_FIELDS: ReadonlySet<string> = new Set(
  `sensitivity accel_profile rotation kb_file kb_layout kb_variant kb_options kb_rules kb_model repeat_rate repeat_delay
  natural_scroll tap_button_map numlock_by_default resolve_binds_by_sym disable_while_typing clickfinger_behavior
  middle_button_emulation tap-to-click tap-and-drag tap_to_click tap_and_drag drag_lock left_handed scroll_method
  scroll_button scroll_button_lock scroll_points scroll_factor transform output enabled region_position
  absolute_region_position region_size relative_input active_area_position active_area_size flip_x flip_y drag_3fg keybinds
  share_states release_pressed_on_close tags eraser_button_mode eraser_button_override pressure_range_min
  pressure_range_max`.split(/\s+/),
);

/** Whether a device has an option of that name. */
export const isDeviceField = (name: string): boolean => DEVICE_FIELDS.has(name);

/**
 * Gathers the fields of `device { }`, `monitorv2 { }` and named rules. Hyprland makes what they say after everything
 * else, and two blocks with one key are one.
 */
export class Blocks {
  readonly #blocks = new Map<string, Block>();
  /** The key of the block that is open, by the number the reader gave it. */
  readonly #keys = new Map<number, string>();

  /** Takes a statement that belongs to a block; false where it belongs to none. */
  take(builder: DesktopBuilder, statement: Statement): boolean {
    const [head = '', ...rest] = statement.section;
    const named = /^(\w+)\[(.*)\]$/.exec(head);
    const name = named?.[1] ?? head;
    if (!isBlock(name)) return false;
    const field = [...rest, statement.key].join(':');
    // Before 0.34 a device's name stood behind a colon: `device:my-mouse { }`.
    if (name === 'device' && !named && rest.length > 0) {
      this.#put(name, rest.join(':'), { ...statement, section: [], key: statement.key });
      return true;
    }
    if (named) {
      this.#put(name, named[2]!, { ...statement, section: [], key: field });
      return true;
    }
    if (field === KEY_FIELDS[name]) {
      this.#keys.set(statement.block, statement.value);
      this.#put(name, statement.value, { ...statement, section: [], key: field });
      return true;
    }
    const key = this.#keys.get(statement.block);
    if (key === undefined)
      builder.miss(
        `${name}:${field} = ${statement.value}`,
        'invalid',
        statement.at,
        `“${KEY_FIELDS[name]}” has to come first here.`,
      );
    else this.#put(name, key, { ...statement, section: [], key: field });
    return true;
  }

  #put(name: BlockName, key: string, statement: Statement): void {
    const id = `${name} ${key}`;
    const block = this.#blocks.get(id) ?? { name, key, first: statement, fields: [] };
    block.fields.push(statement);
    this.#blocks.set(id, block);
  }

  /** Puts what was gathered into the model. Named rules come before those without a name, as in Hyprland. */
  finish(builder: DesktopBuilder): void {
    const ruled = { window: [...builder.windowRules], layer: [...builder.layerRules] };
    builder.windowRules.length = 0;
    builder.layerRules.length = 0;
    for (const block of this.#blocks.values()) finishBlock(builder, block);
    builder.windowRules.push(...ruled.window);
    builder.layerRules.push(...ruled.layer);
  }
}

function finishBlock(builder: DesktopBuilder, block: Block): void {
  switch (block.name) {
    case 'device':
      return finishDevice(builder, block);
    case 'monitorv2':
      return finishMonitor(builder, block);
    case 'windowrule':
      return finishRule(builder, block, 'window');
    case 'layerrule':
      return finishRule(builder, block, 'layer');
  }
}

const lineOf = ({ name }: Block, { key, value }: Statement): string => `${name}:${key} = ${value}`;

function finishDevice(builder: DesktopBuilder, block: Block): void {
  const settings: Record<string, Sourced<string>> = {};
  for (const field of block.fields) {
    if (field.key === 'name') continue;
    if (isDeviceField(field.key)) settings[field.key] = { value: field.value, from: field.valueAt };
    else builder.miss(lineOf(block, field), 'unknown', field.at, `Devices have no option “${field.key}”.`);
  }
  builder.device({ name: block.key, settings, from: block.first.at });
}

function finishMonitor(builder: DesktopBuilder, block: Block): void {
  const rule: OpenMonitorRule = { output: block.key, others: {}, from: block.first.at };
  for (const field of block.fields) {
    if (field.key === 'output') continue;
    const set = field.computed ? 'computed' : setMonitorPart(rule, field.key, field.value, field.valueAt);
    switch (set) {
      case 'set':
        break;
      case 'computed':
        builder.miss(lineOf(block, field), 'computed', field.at);
        break;
      case 'unknown':
        builder.miss(lineOf(block, field), 'unknown', field.at, `Monitors have no option “${field.key}”.`);
        break;
      case 'invalid':
        builder.miss(
          lineOf(block, field),
          'invalid',
          field.at,
          `“${field.value}” is no ${field.key} of a monitor.`,
        );
    }
  }
  builder.monitor(rule);
}

function finishRule(builder: DesktopBuilder, block: Block, kind: 'window' | 'layer'): void {
  const match: Record<string, string> = {};
  const effects: Record<string, Sourced<string>> = {};
  let enabled = true;
  for (const field of block.fields) {
    const { key, value, valueAt } = field;
    if (key === 'name') continue;
    if (key === 'enable') {
      enabled = !/^(0|false|off|no)/.test(value);
      continue;
    }
    const bad = ruleWord(builder, key, kind);
    if (field.computed) builder.miss(lineOf(block, field), 'computed', field.at);
    else if (bad) builder.miss(lineOf(block, field), bad.why, field.at, bad.because);
    else if (key.startsWith('match:')) match[key.slice('match:'.length)] = value;
    else effects[key] = { value, from: valueAt };
  }
  const rule = { name: block.key, match, effects, enabled, from: block.first.at };
  if (kind === 'window') builder.windowRule(rule);
  else builder.layerRule(rule);
}
