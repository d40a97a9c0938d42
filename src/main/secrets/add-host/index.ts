export { type AddedHost, type AddHostParts, type AddHostWish, addHost } from './add-host';
