import { describe, expect, it } from 'vitest';
import { diffLines, diffSize } from './diff';

const diff = `--- a/hosts/razer/features.nix
+++ b/hosts/razer/features.nix
@@ -17,5 +17,6 @@
   virtualization = {
-    enable = false; # laptop
+    enable = true; # laptop
   };
   desktop.hyprland.enable = true;
+  network.dns.enable = true;
 }
@@ -40 +41 @@ tail
-x
+-- y
\\ No newline at end of file
`;

describe('diffLines', () => {
  const lines = diffLines(diff);

  it('numbers what stays and what comes by the new file, what goes by the old', () => {
    expect(lines.slice(3, 9).map((line) => [line.kind, line.number])).toEqual([
      ['same', 17],
      ['remove', 18],
      ['add', 18],
      ['same', 19],
      ['same', 20],
      ['add', 21],
    ]);
  });

  it('takes heads only outside hunks', () => {
    expect(lines.filter((line) => line.kind === 'head')).toHaveLength(2);
    expect(lines.find((line) => line.text === '-- y')).toMatchObject({ kind: 'add', number: 41 });
  });

  it('keeps notes and hunk titles without a number', () => {
    expect(lines.at(-1)).toEqual({ kind: 'note', number: null, text: 'No newline at end of file' });
    expect(lines.filter((line) => line.kind === 'hunk').map((line) => line.text)).toEqual(['', 'tail']);
  });

  it('says that lines are left out only where some are', () =>
    expect(diffLines('--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n').map((line) => line.kind)).toEqual([
      'head',
      'head',
      'add',
    ]));

  it('counts', () => expect(diffSize(diff)).toEqual({ added: 3, removed: 2 }));
  it('takes an empty diff as no lines', () => expect(diffLines('')).toEqual([]));
});
