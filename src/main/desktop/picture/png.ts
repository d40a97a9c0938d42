import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as resvg from '@resvg/resvg-wasm';
import { findAppRoot } from '../../app-root';

/** The letters of a picture; the same font that the page has. */
const FONT = 'desktop/inter-latin-400.woff2';

type Renderer = typeof resvg;

let starting: Promise<{ renderer: Renderer; font: Uint8Array }> | undefined;

/** Loads the renderer once: WebAssembly, so it runs wherever Node does and fetches nothing. */
async function started(): Promise<{ renderer: Renderer; font: Uint8Array }> {
  const renderer = await import('@resvg/resvg-wasm');
  const program = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  const [wasm, font] = await Promise.all([readFile(program), readFile(join(findAppRoot().resources, FONT))]);
  await renderer.initWasm(wasm);
  return { renderer, font };
}

/** A picture as PNG. It reads nothing that the SVG may name: no other font, no image. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  starting ??= started();
  const { renderer, font } = await starting;
  const drawing = new renderer.Resvg(svg, {
    font: { fontBuffers: [font], defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
  try {
    return drawing.render().asPng();
  } finally {
    drawing.free();
  }
}
