import {
  readOption,
  type Animation,
  type Bind,
  type Curve,
  type DesktopModel,
  type DeviceSettings,
  type HyprlandVersion,
  type LayerRule,
  type MonitorRule,
  type NamedColour,
  type NotUnderstood,
  type NotUnderstoodWhy,
  type OptionValue,
  type Place,
  type Sourced,
  type Startup,
  type WindowRule,
  type WorkspaceRule,
} from '../model';

/** A value as a reader found it: as hyprlang would write it, and whether code puts a part of it there. */
export interface RawValue {
  readonly text: string;
  readonly computed?: boolean;
  readonly from?: Place;
}

/**
 * Gathers what readers of any language find, and puts together what Hyprland puts together while it reads: monitors by
 * output, workspace rules by selector, named rules by name.
 */
export class DesktopBuilder {
  readonly version: HyprlandVersion;
  readonly options: Record<string, Sourced<OptionValue>> = {};
  readonly monitors: MonitorRule[] = [];
  readonly workspaceRules: WorkspaceRule[] = [];
  readonly windowRules: WindowRule[] = [];
  readonly layerRules: LayerRule[] = [];
  readonly curves: Curve[] = [];
  readonly animations: Animation[] = [];
  readonly colours: NamedColour[] = [];
  readonly devices: DeviceSettings[] = [];
  readonly startup: Startup[] = [];
  readonly environment: DesktopModel['environment'][number][] = [];
  readonly others: DesktopModel['others'][number][] = [];
  readonly notUnderstood: NotUnderstood[] = [];
  binds: Bind[] = [];
  readonly #plugins = new Set<string>();

  constructor(version: HyprlandVersion) {
    this.version = version;
  }

  /** Lists a line, or a part of one, that is not in the model. */
  miss(text: string, why: NotUnderstoodWhy, from: Place | undefined, because?: string): void {
    this.notUnderstood.push({
      text,
      why,
      ...(from && { from }),
      ...(because !== undefined && { because }),
    });
  }

  /** Sets an option. `unknown`, and nothing listed, where no version has one of that path. */
  option(path: readonly string[], { text, computed, from }: RawValue): 'set' | 'missed' | 'unknown' {
    const read = readOption(path, text, this.version);
    if (read.ok && computed !== true) {
      this.options[read.key] = { value: read.value, ...(from && { from }) };
      return 'set';
    }
    if (!read.ok && read.why === 'unknown') return 'unknown';
    const line = `${path.join(':')} = ${text}`;
    if (computed === true && (read.ok || read.why === 'invalid')) this.miss(line, 'computed', from);
    else if (!read.ok) this.miss(line, read.why, from, read.because);
    return 'missed';
  }

  /** A rule for monitors; one for the same output is replaced, as Hyprland does. */
  monitor(rule: MonitorRule): void {
    const same = this.monitors.findIndex(({ output }) => output === rule.output);
    if (same !== -1) this.monitors.splice(same, 1);
    this.monitors.push(rule);
  }

  monitorOf(output: string): MonitorRule | undefined {
    return this.monitors.find((rule) => rule.output === output);
  }

  /** A rule for workspaces; one with the same selector takes the parts that are new. */
  workspace(rule: WorkspaceRule): void {
    const same = this.workspaceRules.findIndex(({ selector }) => selector === rule.selector);
    if (same === -1) {
      this.workspaceRules.push(rule);
      return;
    }
    const old = this.workspaceRules[same]!;
    this.workspaceRules[same] = {
      ...old,
      ...rule,
      layoutOptions: { ...old.layoutOptions, ...rule.layoutOptions },
    };
  }

  windowRule(rule: WindowRule): void {
    mergeByName(this.windowRules, rule);
  }

  layerRule(rule: LayerRule): void {
    mergeByName(this.layerRules, rule);
  }

  device(device: DeviceSettings): void {
    const same = this.devices.findIndex(({ name }) => name === device.name);
    if (same === -1) this.devices.push(device);
    else
      this.devices[same] = {
        ...this.devices[same]!,
        settings: { ...this.devices[same]!.settings, ...device.settings },
      };
  }

  /** A line that changes nothing a picture shows. */
  other(keyword: string, { text, from }: RawValue): void {
    this.others.push({ keyword, value: text, ...(from && { from }) });
  }

  /** A line for a plugin: kept, and the plugin is listed once as not previewed. */
  plugin(name: string, keyword: string, value: RawValue): void {
    this.other(keyword, value);
    if (this.#plugins.has(name)) return;
    this.#plugins.add(name);
    this.miss(keyword, 'not-previewed', value.from, `What the plugin ${name} does is not previewed.`);
  }

  model(): DesktopModel {
    return {
      version: this.version,
      options: this.options,
      monitors: this.monitors,
      workspaceRules: this.workspaceRules,
      windowRules: this.windowRules,
      layerRules: this.layerRules,
      binds: this.binds,
      curves: this.curves,
      animations: this.animations,
      bars: [],
      wallpapers: [],
      colours: this.colours,
      devices: this.devices,
      startup: this.startup,
      environment: this.environment,
      others: this.others,
      notUnderstood: this.notUnderstood,
    };
  }
}

/** Two rules of one name are one rule, the later part winning. */
function mergeByName<Rule extends WindowRule>(rules: Rule[], rule: Rule): void {
  const same = rule.name === undefined ? -1 : rules.findIndex(({ name }) => name === rule.name);
  if (same === -1) {
    rules.push(rule);
    return;
  }
  const old = rules[same]!;
  rules[same] = {
    ...old,
    ...rule,
    match: { ...old.match, ...rule.match },
    effects: { ...old.effects, ...rule.effects },
  };
}
