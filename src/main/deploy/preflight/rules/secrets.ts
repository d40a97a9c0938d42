import type { HostSecrets } from '../../../../shared/contract';
import type { Known } from '../types';
import { amber, green, red, type Said, unknown } from './light';

type Why = HostSecrets['needs'][number]['why'];

/** A file that nobody can decrypt is red; that a key does not match is a proof only where the rules name the host's key. */
const SURE: ReadonlySet<Why> = new Set<Why>(['absent', 'empty', 'damaged', 'not-rekeyed']);

/** Whether the host will decrypt the secrets that its new configuration declares. */
export function secretsLight({ secrets }: Known): Said {
  if (secrets === undefined) return unknown('Its secrets could not be looked at.');
  const { verdict, words, needs } = secrets;
  const failing = needs.filter((need) => need.verdict === 'no' && need.state === 'certain');
  const value = `${needs.length - failing.length} of ${needs.length}`;
  switch (verdict) {
    case 'none':
      return green('It declares no secret.', 'none');
    case 'yes':
      return green(`${words}; four bytes of a hash match, which is no proof.`, value);
    case 'unknown':
      return unknown(`${words}.`, value);
    case 'no': {
      const sure = failing.filter(({ why }) => SURE.has(why));
      const said = sure[0] ?? failing[0];
      const because = said ? `: ${said.words}` : '';
      return sure.length > 0
        ? red(`${words}${because}.`, value, hintFor(sure[0]?.why))
        : amber(
            `${words}${because}, unless it has another identity.`,
            value,
            'Add its key to the rules and rekey.',
          );
    }
  }
}

function hintFor(why: Why | undefined): string {
  switch (why) {
    case 'absent':
      return 'Create it with `snowfleet secrets create`, or take its declaration away.';
    case 'empty':
    case 'damaged':
      return 'Bring it back with `snowfleet secrets restore` or from git, or give it a new value.';
    default:
      return 'Rekey it with `snowfleet secrets rekey`.';
  }
}
