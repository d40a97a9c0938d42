import { z } from 'zod';

/** Every column the inventory knows, in the order they stand in unless somebody moved them. */
export const inventoryColumnSchema = z.enum([
  'host',
  'state',
  'role',
  'hardware',
  'desktop',
  'address',
  'tags',
  'reachable',
  'nixos',
  'gen',
  'drift',
  'failed',
  'load',
  'disk',
  'boot',
  'reboot',
  'deployed',
  'seen',
]);
export type InventoryColumn = z.infer<typeof inventoryColumnSchema>;

export const inventoryGroupSchema = z.enum(['role', 'hardware', 'desktop', 'tag', 'state', 'none']);
export type InventoryGroup = z.infer<typeof inventoryGroupSchema>;

/** How the hosts are laid out. What is left out is as on a first start. */
export const arrangementSchema = z.object({
  mode: z.enum(['list', 'cards']).default('list'),
  /** Null: the fleet's own order. */
  sort: z.object({ column: inventoryColumnSchema, descending: z.boolean() }).nullable().default(null),
  group: inventoryGroupSchema.default('role'),
  /** The columns somebody chose, with widths in pixels; null: those that fit, at their own widths. */
  columns: z
    .array(z.object({ id: inventoryColumnSchema, width: z.number().int().min(40).max(1200) }))
    .max(inventoryColumnSchema.options.length)
    .nullable()
    .default(null),
});
export type Arrangement = z.infer<typeof arrangementSchema>;

/** An arrangement with its filter, kept under a name. */
export const savedViewSchema = arrangementSchema.extend({
  name: z.string().trim().min(1).max(80),
  filter: z.string().max(500).default(''),
  needsLook: z.boolean().default(false),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** What the inventory keeps between starts. */
export const inventoryPreferencesSchema = z.object({
  arrangement: arrangementSchema.prefault({}),
  views: z.array(savedViewSchema).max(50).default([]),
});
