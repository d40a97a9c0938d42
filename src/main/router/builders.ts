import { implement } from '@orpc/server';
import { contract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(contract.builders);

export const buildersRouter = ({ builders }: Services) => ({
  list: os.list.handler(() => builders.list()),
  add: os.add.handler(({ input, signal }) => builders.add(input, signal)),
  remove: os.remove.handler(({ input }) => builders.remove(input.address)),
  test: os.test.handler(({ input, signal }) => builders.test(input.address, signal)),
  places: os.places.handler(() => builders.places()),
  setPlace: os.setPlace.handler(({ input }) => builders.setPlace(input.hosts, input.place)),
  caches: os.caches.handler(({ input, signal }) => builders.caches(input.fleet, signal)),
});
