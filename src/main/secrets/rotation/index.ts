export { confirmOnHost, type HostDoor } from './on-hosts';
