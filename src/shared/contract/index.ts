import type { ContractRouterClient } from '@orpc/contract';
import { appContract } from './app';
import { asksContract } from './asks';
import { buildersContract } from './builders';
import { credentialsContract } from './credentials';
import { deploysContract } from './deploys';
import { desktopContract } from './desktop';
import { draftContract } from './draft';
import { drivesContract } from './drives';
import { explainContract } from './explain';
import { featuresContract } from './features';
import { fleetContract } from './fleet';
import { hostsContract } from './hosts';
import { identitiesContract } from './identities';
import { imagesContract } from './images';
import { jobsContract } from './jobs';
import { journalContract } from './journal';
import { agentContract, knownHostsContract } from './known-hosts';
import { newcomersContract } from './newcomers';
import { practiceContract } from './practice';
import { recipesContract } from './recipes';
import { secretsContract } from './secrets';
import { secretsWorkContract } from './secrets-work';
import { sourceContract } from './source';
import { terminalsContract } from './terminals';

export * from './app';
export * from './asks';
export * from './base';
export * from './builders';
export * from './credentials';
export * from './deploy-model';
export * from './deploys';
export * from './desktop';
export * from './draft';
export * from './drives';
export * from './errors';
export * from './explain';
export * from './features';
export * from './fleet';
export * from './host-facts';
export * from './inventory-view';
export * from './hosts';
export * from './identities';
export * from './images';
export * from './job-data';
export * from './jobs';
export * from './journal';
export * from './known-hosts';
export * from './newcomers';
export * from './practice';
export * from './preflight';
export * from './recipes';
export * from './secrets';
export * from './secrets-work';
export * from './source';
export * from './terminals';
export * from './values';
export * from './writing';

/** Everything that crosses a door. The same router serves the page, the browser door and the terminal door. */
export const contract = {
  app: appContract,
  fleet: fleetContract,
  features: featuresContract,
  draft: draftContract,
  deploys: deploysContract,
  builders: buildersContract,
  practice: practiceContract,
  terminals: terminalsContract,
  hosts: hostsContract,
  jobs: jobsContract,
  journal: journalContract,
  credentials: credentialsContract,
  identities: identitiesContract,
  knownHosts: knownHostsContract,
  agent: agentContract,
  asks: asksContract,
  secrets: { ...secretsContract, ...secretsWorkContract },
  source: sourceContract,
  recipes: recipesContract,
  explain: explainContract,
  desktop: desktopContract,
  images: imagesContract,
  newcomers: newcomersContract,
  drives: drivesContract,
};

/** A typed client over any carrier. */
export type Client = ContractRouterClient<typeof contract>;
