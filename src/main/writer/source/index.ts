export { packingOf, PACKING_BYTES } from './packing';
export { unpack, type Unpacked, type Unpackers } from './unpack';
