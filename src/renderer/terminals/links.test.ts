import { describe, expect, it } from 'vitest';
import { judgeLink } from './links';

describe('judgeLink', () => {
  it('opens http and https, with the machine named', () => {
    expect(judgeLink('https://grafana.lan:3000/d/1?x=%20#top')).toEqual({
      opens: true,
      address: 'https://grafana.lan:3000/d/1?x=%20#top',
      machine: 'grafana.lan:3000',
      caution: null,
    });
    expect(judgeLink('http://localhost/')).toMatchObject({
      opens: true,
      caution: expect.stringContaining('encrypted'),
    });
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,<script>',
    'vbscript:x',
    'smb://host/share',
    'ssh://host',
    'app://bundle/',
    'blob:https://x/y',
    'mailto:a@b',
    'java\tscript:alert(1)',
    ' https://x',
    'https://x/\u202Egnp',
    'https://',
    '//x',
    '',
    `https://x/${'a'.repeat(3000)}`,
  ])('never opens %j', (text) => {
    expect(judgeLink(text).opens).toBe(false);
  });

  it('warns of names that only look like another', () => {
    expect(judgeLink('https://paypal.com@evil.example/')).toMatchObject({
      machine: 'evil.example',
      caution: expect.stringContaining('user name'),
    });
    expect(judgeLink('https://аpple.com/')).toMatchObject({
      machine: expect.stringContaining('xn--'),
      caution: expect.stringContaining('another script'),
    });
  });
});
