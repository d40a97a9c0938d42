/**
 * A place that fits: paths lose their middle and keep `file:line`. `features/virtualization/podman.nix:14`
 * becomes `features/…/podman.nix:14`. A single long name is left whole.
 */
export function shortPlace(place: string, max = 30): string {
  if (place.length <= max) return place;
  const parts = place.split('/');
  const last = parts.at(-1) ?? '';
  for (let keep = parts.length - 2; keep > 0; keep -= 1) {
    const text = `${parts.slice(0, keep).join('/')}/…/${last}`;
    if (text.length <= max || keep === 1) return text;
  }
  return place;
}
