type Go = (path: string) => void;

let go: Go = () => undefined;

/** Set once by the router. */
export function setNavigator(navigator: Go): void {
  go = navigator;
}

/** Opens one of the page's own routes from anywhere, also outside components. */
export function navigate(
  path:
    | '/inventory'
    | '/features'
    | '/deploys'
    | '/terminals'
    | '/credentials'
    | '/secrets'
    | '/images'
    | '/desktop',
): void {
  go(path);
}
