import type { HostWish } from '../../../shared/contract';
import { planAdd, planClone } from './grow';
import type { HostPlan } from './plan';
import { planRename } from './rename';
import { planRetire } from './retire';
import type { LifeCycleSource } from './survey';

export { sourceIn } from './fleet-folder';
export type { HostPlan } from './plan';
export { templatesOf } from './profiles';

/**
 * Works out what a wish for a host's life changes, before a byte is written. Throws `unknown-host`, `bad-host-name`,
 * `conflict` and `not-literal`, each with the place that stands in the way.
 */
export function planHostWish(source: LifeCycleSource, wish: HostWish): HostPlan {
  switch (wish.kind) {
    case 'add':
      return planAdd(source, wish);
    case 'clone':
      return planClone(source, wish);
    case 'rename':
      return planRename(source, wish.name, wish.to, { docs: wish.docs, also: new Set(wish.also) });
    case 'retire':
      return planRetire(source, wish.name, { docs: wish.docs, also: new Set(wish.also) });
  }
}
