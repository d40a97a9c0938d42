import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readRules, type ReadRulesOptions } from './read';

const ADA = 'age1euxu6srhlj9gdnjtmxeuh4nfzgqr8fyhsjuvsdfswaqyc8kugv3qsrheg2';
const P620 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILwCfnKXL5VyaaQhVmyhQSAo6Z1tC6mqwkETDJqWchpp root@p620';
const RAZER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILnIg+6+zbYzcxNHm+Sp/C56D08NVGzX9OvRTSSUQ7yS root@razer';

const made: string[] = [];

function fleetOf(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'rules-'));
  made.push(dir);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return dir;
}

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

function read(files: Readonly<Record<string, string>>, options: ReadRulesOptions = {}) {
  const { rules, needsNix } = readRules(fleetOf(files), options);
  return {
    needsNix,
    problems: rules.problems.map(({ kind, name }) => `${kind} ${name ?? ''}`.trim()),
    bases: rules.sets.map(({ file, base }) => `${file} in ${base}`),
    secrets: Object.fromEntries(
      rules.secrets.map(({ file, wanted, armor }) => [
        file,
        `${wanted.map(({ name }) => name).join(' ')}${armor ? ' armor' : ''}`,
      ]),
    ),
    groups: Object.fromEntries(rules.groups.map(({ name, members }) => [name, members.join(' ')])),
    places: rules.secrets.map(({ place }) => (place === null ? null : `${place.file}:${place.line}`)),
  };
}

const KEYS = `ada = "${ADA}";\n  p620 = "${P620}";\n  razer = "${RAZER}";`;

describe('rules in the shapes that people write', () => {
  const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'keys and groups bound by let': {
      'secrets.nix': `let\n  ${KEYS}\n  hosts = [ p620 razer ];\nin\n{ "a.age".publicKeys = [ ada ] ++ hosts; }`,
    },
    'a set for each rule': {
      'secrets.nix': `let ${KEYS} in { "a.age" = { publicKeys = [ ada p620 razer ]; armor = false; }; }`,
    },
    'texts written at the rule': {
      'secrets.nix': `{ "a.age".publicKeys = [ "${ADA}" "${P620}" "${RAZER}" ]; }`,
    },
    'keys of another file': {
      'secrets.nix': `let keys = import ./keys.nix; in with keys; { "a.age".publicKeys = [ ada p620 ] ++ [ keys.razer ]; }`,
      'keys.nix': `{ ${KEYS} }`,
    },
    'keys in sets of their own, all of their values': {
      'secrets.nix': `let people.ada = "${ADA}"; hosts = { p620 = "${P620}"; razer = "${RAZER}"; };
        in { "a.age".publicKeys = builtins.attrValues people ++ builtins.attrValues hosts; }`,
    },
    'a function of its own': {
      'secrets.nix': `let ${KEYS} secret = keys: { publicKeys = [ ada ] ++ keys; }; in { "a.age" = secret [ p620 razer ]; }`,
    },
    'listToAttrs over map': {
      'secrets.nix': `let ${KEYS} in builtins.listToAttrs (map (n: { name = "\${n}.age"; value.publicKeys = [ ada p620 razer ]; }) [ "a" ])`,
    },
    'genAttrs of a library that only Nix has': {
      'secrets.nix': `let ${KEYS} lib = import <nixpkgs/lib>; in lib.genAttrs [ "a.age" ] (_: { publicKeys = [ ada p620 razer ]; })`,
    },
    'mapAttrs over lists of keys': {
      'secrets.nix': `let ${KEYS} in builtins.mapAttrs (_: keys: { publicKeys = keys; }) { "a.age" = [ ada p620 razer ]; }`,
    },
    'sets put together': {
      'secrets.nix': `let ${KEYS} all.publicKeys = [ ada p620 razer ]; in { "a.age" = all; } // { }`,
    },
  };
  for (const [name, files] of Object.entries(shapes)) {
    it(name, () => {
      const { secrets, needsNix, problems } = read(files);
      expect({ secrets: Object.keys(secrets), needsNix, problems }).toEqual({
        secrets: ['a.age'],
        needsNix: [],
        problems: [],
      });
      const names = secrets['a.age']?.split(' ').toSorted() ?? [];
      expect(names.at(-1)).toBe('razer');
      expect(names).toContain('p620');
      expect(names).toHaveLength(3);
    });
  }

  it('names keys by their bindings, else by their comments, else in short', () => {
    const { secrets, groups } = read({
      'secrets.nix': `let ada = "${ADA}"; all = [ ada "${P620}" ]; in { "a.age" = { publicKeys = all; armor = true; };
        "b.age".publicKeys = [ "${RAZER.split(' ').slice(0, 2).join(' ')}" ]; }`,
    });
    expect(secrets).toEqual({ 'a.age': 'ada p620 armor', 'b.age': 'ssh-ed25519 …Q7yS' });
    expect(groups).toEqual({ all: 'ada p620' });
  });

  it('reads several files of rules, each with its own folder', () => {
    const { secrets, bases, places } = read({
      'secrets.nix': `{ "secrets/a.age".publicKeys = [ "${ADA}" ]; }`,
      'hosts/p620/secrets.nix': `\n{ "b.age".publicKeys = [ "${P620}" ]; }`,
      'modules/secrets.nix': `{ config, ... }: { age.secrets.a.file = ../secrets/a.age; }`,
      'lib/agenix-rules.nix': `{ "lib/c.age".publicKeys = [ "${RAZER}" ]; }`,
      'lib/c.age': 'x',
    });
    expect(secrets).toEqual({
      'hosts/p620/b.age': 'p620',
      'lib/c.age': 'razer',
      'secrets/a.age': expect.stringContaining('age1'),
    });
    expect(bases).toEqual([
      'hosts/p620/secrets.nix in hosts/p620',
      'lib/agenix-rules.nix in ',
      'secrets.nix in ',
    ]);
    expect(places).toEqual(['hosts/p620/secrets.nix:2', 'lib/agenix-rules.nix:1', 'secrets.nix:1']);
  });

  it('says what is wrong with a rule, and reads the others', () => {
    const { secrets, problems } = read({
      'secrets.nix': `let ${KEYS} in { "ok.age".publicKeys = [ ada ada ]; "../out.age".publicKeys = [ ada ];
        "./ok.age".publicKeys = [ p620 ]; "none.age" = { }; "text.age".publicKeys = ada; "nested.age".publicKeys = [ [ ada ] ]; }`,
    });
    expect(secrets).toEqual({ 'ok.age': 'ada' });
    expect(problems.toSorted()).toEqual([
      'outside ../out.age',
      'shape nested.age',
      'shape none.age',
      'shape text.age',
      'twice ./ok.age',
    ]);
  });

  it('asks Nix for what source does not tell, and takes its answer', () => {
    const files = {
      'secrets.nix': `let ${KEYS} in import ./made.nix { publicKeys = throw "x"; inherit ada; }`,
      'made.nix': '{ ada, ... }: builtins.fromJSON ada',
    };
    expect(read(files)).toMatchObject({ needsNix: ['secrets.nix'], problems: ['unknown'], secrets: {} });
    const rules = [
      { name: 'a.age', publicKeys: [P620], armor: true },
      { name: 'b.age', publicKeys: null, armor: false, error: 'x' },
    ];
    expect(read(files, { told: new Map([['secrets.nix', { rules }]]) })).toMatchObject({
      secrets: { 'a.age': 'p620 armor' },
      problems: ['evaluation b.age'],
    });
    expect(read(files, { told: new Map([['secrets.nix', { error: 'it took too long' }]]) })).toMatchObject({
      secrets: {},
      problems: ['evaluation'],
    });
  });

  it('tells a file that is no Nix from one without rules', () => {
    expect(read({ 'secrets.nix': `{ "a.age".publicKeys = [ ` }).problems).toEqual(['syntax']);
    expect(read({ 'secrets.nix': `{ }` })).toMatchObject({ bases: ['secrets.nix in '], problems: [] });
    expect(read({ 'secrets.nix': `{ lib, ... }: { }` }).bases).toEqual([]);
  });
});
