import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, RouterProvider, type RouteObject } from 'react-router';
import { setNavigator } from './navigation';
import { queries } from './queries';
import { theme } from './theme';

/** The page: style cache under the door's nonce, theme, queries, routes. */
export function Root({ nonce, routes }: { nonce: string | undefined; routes: RouteObject[] }) {
  const [cache] = useState(() => createCache({ key: 'sf', ...(nonce === undefined ? {} : { nonce }) }));
  const [router] = useState(() => {
    const made = createBrowserRouter(routes);
    setNavigator((path) => void made.navigate(path));
    return made;
  });
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system" disableTransitionOnChange>
        <CssBaseline />
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
