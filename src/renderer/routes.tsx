import { Navigate, type RouteObject } from 'react-router';
import { Frame } from './app';
import { CredentialsPage } from './credentials';
import { DeploysPage } from './deploys';
import { DesktopPage } from './desktop';
import { DraftDrawer } from './draft';
import { ExplainLayer } from './explain';
import { DragProvider, FeaturesPage } from './features';
import { HostsLayer } from './hosts';
import { ImagesPage } from './images';
import { InventoryPage } from './inventory';
import { RecipesLayer } from './recipes';
import { SecretsPage } from './secrets';
import { TerminalsPage } from './terminals';

/** The page's own addresses. Anything else leads to the inventory. Features are carried over the whole frame. */
export const routes: RouteObject[] = [
  {
    element: (
      <DragProvider>
        <Frame below={<DraftDrawer />} />
        <ExplainLayer />
        <RecipesLayer />
        <HostsLayer />
      </DragProvider>
    ),
    children: [
      { path: '/inventory', element: <InventoryPage /> },
      { path: '/features', element: <FeaturesPage /> },
      { path: '/deploys', element: <DeploysPage /> },
      { path: '/terminals', element: <TerminalsPage /> },
      { path: '/secrets', element: <SecretsPage /> },
      { path: '/images', element: <ImagesPage /> },
      { path: '/desktop', element: <DesktopPage /> },
      { path: '/credentials', element: <CredentialsPage /> },
      { path: '*', element: <Navigate to="/inventory" replace /> },
    ],
  },
];
