import { implement } from '@orpc/server';
import { contract } from '../../shared/contract';
import { appRouter } from './app';
import { asksRouter } from './asks';
import { buildersRouter } from './builders';
import { credentialsRouter } from './credentials';
import { deploysRouter } from './deploys';
import { desktopRouter } from './desktop';
import { draftRouter } from './draft';
import { drivesRouter } from './drives';
import { explainRouter } from './explain';
import { featuresRouter } from './features';
import { fleetRouter } from './fleet';
import { hostsRouter } from './hosts';
import { identitiesRouter } from './identities';
import { imagesRouter } from './images';
import { jobsRouter } from './jobs';
import { journalRouter } from './journal';
import { agentRouter, knownHostsRouter } from './known-hosts';
import { newcomersRouter } from './newcomers';
import { practiceRouter } from './practice';
import { recipesRouter } from './recipes';
import { secretsRouter } from './secrets';
import { secretsWorkRouter } from './secrets-work';
import type { Services } from './services';
import { sourceRouter } from './source';
import { terminalsRouter } from './terminals';

export type { HostFacts, RecentFleet, Services } from './services';
export { createTopics, type Topics } from './topics';

/** The whole contract over `services`. Carriers answer from it; every door has the same one. */
export function createRouter(services: Services) {
  return implement(contract).router({
    app: appRouter(services),
    fleet: fleetRouter(services),
    features: featuresRouter(services),
    draft: draftRouter(services),
    deploys: deploysRouter(services),
    builders: buildersRouter(services),
    practice: practiceRouter(services),
    terminals: terminalsRouter(services),
    hosts: hostsRouter(services),
    jobs: jobsRouter(services),
    journal: journalRouter(services),
    credentials: credentialsRouter(services),
    identities: identitiesRouter(services),
    knownHosts: knownHostsRouter(services),
    agent: agentRouter(services),
    asks: asksRouter(services),
    secrets: { ...secretsRouter(services), ...secretsWorkRouter(services) },
    source: sourceRouter(services),
    recipes: recipesRouter(services),
    explain: explainRouter(services),
    desktop: desktopRouter(services),
    images: imagesRouter(services),
    newcomers: newcomersRouter(services),
    drives: drivesRouter(services),
  });
}

export type AppRouter = ReturnType<typeof createRouter>;
