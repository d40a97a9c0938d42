/** The rules of a catalogue, worked out without Nix: to foresee what an evaluation must say. */

/** Every feature that is on when these are: what they need and what they bring, and so on. */
export function closure(catalogue, ids) {
  const found = new Set();
  const todo = [...ids];
  while (todo.length > 0) {
    const id = todo.pop();
    if (found.has(id)) continue;
    found.add(id);
    todo.push(...catalogue[id].needs, ...catalogue[id].brings);
  }
  return [...found].toSorted();
}

/** The least hardware on which all these features fit. */
export function hardwareFor(catalogue, ids) {
  const kinds = [];
  const required = ids.map((id) => catalogue[id].hardware.requires).filter((kind) => kind.length > 0);
  for (const any of required.toSorted((a, b) => a.length - b.length)) {
    if (!any.some((kind) => kinds.includes(kind))) kinds.push(any[0]);
  }
  // A card alone makes no computer.
  if (kinds.length > 0 && !kinds.includes('intel') && !kinds.includes('amd')) kinds.push('intel');
  return kinds.toSorted();
}

export const needMessage = (id, other) =>
  `features.${id} needs features.${other}: enable it too, or disable features.${id}.`;
export const conflictMessage = (id, { feature, reason }) =>
  `features.${id} conflicts with features.${feature}: ${reason}`;
export const hardwareMessage = (id, requires) =>
  `features.${id} requires hardware: ${requires.join(' or ')}.`;

/** The messages of every rule that a host with these features and this hardware breaks. */
export function brokenRules(catalogue, ids, hardware) {
  const on = new Set(ids);
  return ids
    .flatMap((id) => {
      const { needs, conflicts, hardware: wanted } = catalogue[id];
      return [
        ...needs.filter((other) => !on.has(other)).map((other) => needMessage(id, other)),
        ...conflicts.filter(({ feature }) => on.has(feature)).map((one) => conflictMessage(id, one)),
        ...(wanted.requires.length === 0 || wanted.requires.some((kind) => hardware.includes(kind))
          ? []
          : [hardwareMessage(id, wanted.requires)]),
      ];
    })
    .toSorted();
}

/** Whether these features, with all that comes with them, break no rule on this hardware. */
export const isConsistent = (catalogue, ids, hardware) =>
  brokenRules(catalogue, closure(catalogue, ids), hardware).length === 0;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Few sets of features that break no rule and have every feature between them. */
export function coveringSets(catalogue) {
  const sets = [];
  const left = new Set(Object.keys(catalogue));
  while (left.size > 0) {
    const best = KINDS.map((hardware) => {
      let on = [];
      for (const id of left) {
        const more = closure(catalogue, [...on, id]);
        if (brokenRules(catalogue, more, hardware).length === 0) on = more;
      }
      return { hardware, on };
    }).toSorted(
      (a, b) => b.on.filter((id) => left.has(id)).length - a.on.filter((id) => left.has(id)).length,
    )[0];
    const won = best.on.filter((id) => left.has(id));
    if (won.length === 0) throw new Error(`can never be on: ${[...left].join(', ')}`);
    for (const id of won) left.delete(id);
    sets.push(best);
  }
  return sets;
}

const KINDS = [['amd'], ['intel'], ['intel', 'nvidia'], ['amd', 'nvidia']];

/** A random set of features that breaks no rule, on random hardware. */
export function randomSet(catalogue, random) {
  const ids = Object.keys(catalogue);
  const hardware = KINDS[Math.floor(random() * KINDS.length)];
  const wanted = 1 + Math.floor(random() * 60);
  let on = [];
  for (let tries = 0; tries < wanted; tries += 1) {
    const more = closure(catalogue, [...on, ids[Math.floor(random() * ids.length)]]);
    if (brokenRules(catalogue, more, hardware).length === 0) on = more;
  }
  return { hardware, on };
}
