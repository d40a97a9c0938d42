import type { Finding, Host, Inventory, InventoryChange } from '../../shared/contract';
import { areEqual, Ledger } from '../../shared/changes';

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
    return {
      revision: now,
      fleet: inventory.fleet,
      hosts: { changed: [...changed], order: order && [...order] },
      ...(findings ? { findings: [...findings] } : {}),
    };
  }
}
