import type { Client } from 'ssh2';

/** A login that stands. `end` closes it and every host it was reached through. */
export interface Connection {
  readonly client: Client;
  /** `user@name:port`, for messages. */
  readonly label: string;
  readonly closed: boolean;
  onClosed(listener: () => void): void;
  end(): void;
}
