import type { Terminal } from '@xterm/xterm';

/**
 * Whether a graphics card stands behind WebGL. By software it is several times slower than drawing with elements,
 * and freezes the page meanwhile. `renderer` is what the driver calls itself.
 */
export function isHardware(renderer: string): boolean {
  return renderer !== '' && !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

function rendererName(): string {
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return '';
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  // A page has few contexts; this one is not needed any more.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : '';
}

let known: boolean | null = null;

/** Draws a terminal by the graphics card, where there is one. Returns the function that goes back to elements. */
export async function drawByGraphics(terminal: Terminal): Promise<() => void> {
  known ??= isHardware(rendererName());
  if (!known) return () => undefined;
  try {
    const { WebglAddon } = await import('@xterm/addon-webgl');
    const addon = new WebglAddon();
    let gone = false;
    const stop = (): void => {
      if (!gone) addon.dispose();
      gone = true;
    };
    addon.onContextLoss(stop);
    terminal.loadAddon(addon);
    return stop;
  } catch {
    // The driver said yes and meant no: elements draw everywhere.
    known = false;
    return () => undefined;
  }
}
