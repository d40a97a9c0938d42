/**
 * What was asked of the fleet's folder while something was evaluated: everything the result rests on. A value that is
 * computed once and read often has its trail joined to that of each reader.
 */
export class Trail {
  private readonly own = new Set<string>();
  private readonly parts = new Set<Trail>();

  note(question: string): void {
    this.own.add(question);
  }

  join(part: Trail): void {
    if (part !== this) this.parts.add(part);
  }

  /** Every question, of the parts too. */
  questions(): ReadonlySet<string> {
    const all = new Set<string>();
    const seen = new Set<Trail>([this]);
    // What is added while it goes on is walked too.
    for (const trail of seen) {
      for (const question of trail.own) all.add(question);
      for (const part of trail.parts) seen.add(part);
    }
    return all;
  }
}

/** How many {@link follow} are under way: without one nothing is noted. */
let following = 0;
/** The trail of what is evaluated now; made when there is something to note. */
let current: Trail | null = null;
/** Whether the trail belongs to a value that was read, so that nothing may be added to it. */
let isBorrowed = false;

function ownTrail(): Trail {
  if (current !== null && !isBorrowed) return current;
  const made = new Trail();
  if (current !== null) made.join(current);
  current = made;
  isBorrowed = false;
  return made;
}

/** Notes that the folder was asked this. */
export function noteQuestion(question: string): void {
  if (following > 0) ownTrail().note(question);
}

/** Notes that a value was read that has this trail. */
export function joinTrail(trail: Trail): void {
  if (following === 0 || current === trail) return;
  if (current === null) {
    current = trail;
    isBorrowed = true;
  } else ownTrail().join(trail);
}

/** Computes a value that is read often: its trail, where it has one, is to be joined by each later reader. */
export function withTrail<T>(compute: () => T): { readonly value: T; readonly trail: Trail | null } {
  const [outer, wasBorrowed] = [current, isBorrowed];
  current = null;
  isBorrowed = false;
  const value = compute();
  const trail = current as Trail | null;
  current = outer;
  isBorrowed = wasBorrowed;
  if (trail !== null) joinTrail(trail);
  return { value, trail };
}

/** Does work, and tells every question that its result rests on. */
export function follow<T>(work: () => T): { readonly result: T; readonly questions: ReadonlySet<string> } {
  const [outer, wasBorrowed] = [current, isBorrowed];
  current = null;
  isBorrowed = false;
  following += 1;
  let trail: Trail | null;
  let result: T;
  try {
    result = work();
    trail = current;
  } finally {
    following -= 1;
    current = outer;
    isBorrowed = wasBorrowed;
  }
  if (trail !== null) joinTrail(trail);
  return { result, questions: (trail ?? new Trail()).questions() };
}
