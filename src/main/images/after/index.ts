export { practiceMachines, type PracticeMachines } from './machines';
export { createNewcomers, type FleetOfNewcomers, type Newcomers, type NewcomersParts } from './newcomers';
