import type { Finding, Host, Inventory, InventoryChange } from '../../shared/contract';
import { areEqual, Ledger } from '../../shared/changes';
import { packNames } from '../../shared/features';

/** Tells pages what of an inventory is news to them. */
export class InventoryTeller {
  private readonly ledger = new Ledger();
  private readonly hosts = this.ledger.list<Host>(({ name }) => name);
  private readonly findings = this.ledger.value<readonly Finding[]>(areEqual);

  since(revision: string | undefined, inventory: Inventory): InventoryChange {
    this.hosts.note(inventory.hosts);
    this.findings.note(inventory.findings);
    const now = this.ledger.revision();
    const before = this.ledger.find(revision);
    const { changed, order } = this.hosts.since(before);
    const findings = this.findings.since(before);
    const names = new Map<string, number>();
    const packed = changed.map((host) => ({ ...host, features: packNames(host.features, names) }));
    return {
      revision: now,
      fleet: inventory.fleet,
      names: [...names.keys()],
      hosts: { changed: packed, order: order && [...order] },
      ...(findings ? { findings: [...findings] } : {}),
    };
  }
}
