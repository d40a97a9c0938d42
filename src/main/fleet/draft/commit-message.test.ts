import { describe, expect, it } from 'vitest';
import { proposedMessage } from './commit-message';

const gesture = (title: string, host: string) => ({
  id: title,
  title,
  at: '2026-01-02T03:04:05.000Z',
  files: [],
  hosts: [host],
});
const ON = { from: 'off', to: 'on' };
const podman = {
  gestures: [gesture('podman on for p510', 'p510')],
  meaning: [
    {
      host: 'p510',
      changes: [
        { path: 'virtualization.podman', ...ON },
        { path: 'virtualization.oci-tools', ...ON },
      ],
    },
  ],
};
const plexOff = {
  gestures: [...podman.gestures, gesture('plex off for razer', 'razer')],
  meaning: [
    ...podman.meaning,
    {
      host: 'razer',
      changes: [
        { path: 'media.plex', from: 'on', to: 'off' },
        { path: 'media.library.path', from: '"/a"', to: '"/b"' },
      ],
    },
  ],
};

const SCOPED = ['feat(p620): docker', 'fix(razer): nvidia driver', 'chore: update inputs', 'feat(hp): plex'];
const PLAIN = ['feat: docker', 'chore: update inputs', 'wip'];
const SENTENCES = ['Enable docker on p620', 'Fix the driver of razer', 'Update inputs', 'feat: x'];
const LOWER = ['enable docker.', 'update inputs.', 'fix razer.'];

describe('a proposed message', () => {
  it.each([
    ['conventional commits with a scope', SCOPED, podman, 'feat(p510): enable podman'],
    [
      'conventional commits with a scope, two hosts',
      SCOPED,
      plexOff,
      'feat: enable podman on p510, disable plex on razer',
    ],
    ['conventional commits', PLAIN, podman, 'feat: enable podman on p510'],
    [
      'conventional commits that know no feat',
      ['fix: a', 'chore: b', 'chore: c'],
      podman,
      'chore: enable podman on p510',
    ],
    ['sentences', SENTENCES, podman, 'Enable podman on p510'],
    ['small sentences with a stop', LOWER, podman, 'enable podman on p510.'],
    ['nothing yet', [], podman, 'Enable podman on p510'],
  ])('follows %s', (_what, subjects, draft, subject) => {
    expect(proposedMessage(draft, subjects).message.split('\n')[0]).toBe(subject);
  });

  it('lists what comes, goes and changes on each host', () => {
    expect(proposedMessage(plexOff, []).message.split('\n').slice(1)).toEqual([
      '',
      'p510: + podman, + oci-tools',
      'razer: - plex, path: "/a" → "/b"',
    ]);
  });

  it('takes the words of a gesture that is no switch, and keeps to a line that is shown whole', () => {
    const renamed = { gestures: [gesture('samsung renamed to galaxy', 'galaxy')], meaning: [] };
    expect(proposedMessage(renamed, []).message).toBe('Samsung renamed to galaxy');
    const long = { gestures: [gesture(`a.b = "${'x'.repeat(200)}" for p510`, 'p510')], meaning: [] };
    expect(proposedMessage(long, []).message.length).toBeLessThanOrEqual(72);
  });
});
