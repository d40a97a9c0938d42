import type { Socket } from 'node:net';
import type { EventEmitter } from 'node:events';

// What the package has and does not declare.
declare module '@homebridge/dbus-native' {
  export interface Message {
    readonly path: string;
    readonly destination?: string;
    readonly interface: string;
    readonly member: string;
    /** D-Bus signature of the body, e.g. `ss`. */
    readonly signature?: string;
    readonly body?: readonly unknown[];
  }
  export interface CallError {
    readonly name: string;
    readonly message: unknown;
  }
  export interface RawBus {
    readonly connection: EventEmitter & { readonly stream: Socket };
    readonly signals: EventEmitter;
    invoke(message: Message, callback: (error: CallError | Error | null, ...values: unknown[]) => void): void;
    addMatch(rule: string, callback: (error: CallError | Error | null) => void): void;
    requestName(
      name: string,
      flags: number,
      callback: (error: CallError | Error | null, result: number) => void,
    ): void;
    /** Answers calls to an object; a method's types are its arguments' signature and its result's. */
    exportInterface(
      object: Readonly<Record<string, (...values: never[]) => unknown>>,
      path: string,
      face: { readonly name: string; readonly methods: Readonly<Record<string, readonly [string, string]>> },
    ): void;
    /** The key under which `signals` emits. */
    mangle(path: string, face: string, member: string): string;
  }
  /** A connection over a stream that is open or opening. */
  export function createClient(options: { readonly stream: Socket }): RawBus;
}
