import type { PreflightCheck } from '../../../../shared/contract';
import type { HostAnswer } from '../answer';
import type { Asking, Known } from '../types';
import { connectionLights } from './connection';
import { light, type Said, unknown } from './light';
import { copyLight, sudoLight } from './rights';
import { secretsLight } from './secrets';
import { bootLight, storeLight } from './space';
import { clockLight, inhibitorsLight, rebootLight, switchLight, systemLight } from './system';

export { needsSignature } from './rights';

/** All lights of a host, from its answer and what we know. Pure. */
export function judgeHost(host: string, asking: Asking, known: Known): PreflightCheck[] {
  const { reach, hostKey, login } = connectionLights(asking, known);
  const answer = asking.kind === 'answered' ? asking.answer : null;
  const rule = (judge: (answer: HostAnswer) => Said): Said =>
    answer === null ? unknown('It was not asked.', '–') : judge(answer);
  return [
    light('reach', reach),
    light('host-key', hostKey),
    light('login', login),
    light(
      'sudo',
      rule((told) => sudoLight(host, told, known.password)),
    ),
    light(
      'copy',
      rule((told) => copyLight(told, known)),
    ),
    light(
      'store',
      rule((told) => storeLight(told, known.next)),
    ),
    light(
      'boot',
      rule((told) => bootLight(told, known.next)),
    ),
    light('secrets', secretsLight(known)),
    light(
      'system',
      rule((told) => systemLight(told, known)),
    ),
    light('switch', rule(switchLight)),
    light(
      'inhibitors',
      rule((told) => inhibitorsLight(told, known)),
    ),
    light('clock', rule(clockLight)),
    light('reboot', rule(rebootLight)),
  ];
}
