import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { lendNonceToStyleElements, Root, setStylesAsScript, start, styleNonce } from './app';
import './fonts';
import { routes } from './routes';

const nonce = styleNonce();
if (nonce !== undefined) {
  lendNonceToStyleElements(nonce);
  setStylesAsScript();
}
start();

const host = document.getElementById('root');
if (host) {
  createRoot(host).render(
    <StrictMode>
      <Root nonce={nonce} routes={routes} />
    </StrictMode>,
  );
}
