export { HostsLayer } from './hosts-layer';
