import { z } from 'zod';
import { plainText } from './parse';

/**
 * What we read of `tailscale status --json --peers=false`; the rest, such as whose account it is, goes no further.
 * Source of the format: tailscale's `ipnstate.Status`.
 */
const statusSchema = z.object({
  BackendState: z.string(),
  Version: z.string().default(''),
  TailscaleIPs: z.array(z.string()).nullish(),
  Health: z.array(z.string()).nullish(),
  Self: z.object({ DNSName: z.string().default('') }).nullish(),
  CurrentTailnet: z
    .object({ MagicDNSSuffix: z.string().default(''), MagicDNSEnabled: z.boolean().optional() })
    .nullish(),
});

/** Undefined where the host has no Tailscale; what is no status is handed on for the fact to be called unread. */
export function tailscale(json: string | undefined): unknown {
  if (json === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  const status = statusSchema.safeParse(value).data;
  if (!status) return json;
  return {
    state: plainText(status.BackendState),
    name: plainText(status.Self?.DNSName ?? '').replace(/\.$/, ''),
    addresses: (status.TailscaleIPs ?? []).slice(0, 16).map((address) => plainText(address)),
    tailnet: plainText(status.CurrentTailnet?.MagicDNSSuffix ?? ''),
    magicDns: status.CurrentTailnet?.MagicDNSEnabled ?? null,
    version: plainText(status.Version),
    health: (status.Health ?? []).slice(0, 20).map((complaint) => plainText(complaint)),
  };
}
