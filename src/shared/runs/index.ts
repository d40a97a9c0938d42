export { nextStep, type NextAction, type NextStep } from './next-step';
