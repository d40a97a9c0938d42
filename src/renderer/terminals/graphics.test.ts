import { describe, expect, it } from 'vitest';
import { isHardware } from './graphics';

describe('isHardware', () => {
  it.each([
    ['ANGLE (AMD, AMD Radeon RX 7800 XT (radeonsi navi32), OpenGL 4.6)', true],
    ['ANGLE (Intel, Mesa Intel(R) UHD Graphics (CML GT2), OpenGL ES 3.2)', true],
    ['NVIDIA GeForce RTX 3060/PCIe/SSE2', true],
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', false],
    ['ANGLE (Mesa, llvmpipe (LLVM 15.0.6 256 bits), OpenGL 4.5)', false],
    ['softpipe', false],
    ['Microsoft Basic Render Driver', false],
    ['', false],
  ])('%s: %s', (renderer, hardware) => {
    expect(isHardware(renderer)).toBe(hardware);
  });
});
