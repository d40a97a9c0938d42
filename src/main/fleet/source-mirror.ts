import { withChange } from '../../shared/changes';
import type { SourceChange, SourceView } from './source-view';

/** Keeps the view of a reading that is made elsewhere: each time only what changed has to come. */
export class SourceMirror {
  private known: { readonly revision: string; readonly view: SourceView } | undefined;
  private running: Promise<SourceView> | undefined;
  private next: Promise<SourceView> | undefined;

  constructor(private readonly changeSince: (revision: string | undefined) => Promise<SourceChange>) {}

  /**
   * The view as the disk is now or later than this call. Throws what reading throws. Whoever asks while somebody else
   * waits to be asked for gets the same answer.
   */
  read(): Promise<SourceView> {
    if (this.running === undefined) return this.begin();
    this.next ??= this.after(this.running);
    return this.next;
  }

  private async after(running: Promise<unknown>): Promise<SourceView> {
    await running.catch(() => undefined);
    this.next = undefined;
    // Whoever came between began after this was asked for.
    return this.running ?? this.begin();
  }

  private begin(): Promise<SourceView> {
    this.running = this.take().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async take(): Promise<SourceView> {
    const change = await this.changeSince(this.known?.revision);
    const before = this.known?.view;
    const view: SourceView = {
      summary: change.summary,
      hosts: withChange(before?.hosts ?? [], change.hosts, ({ name }) => name),
      catalogue: change.catalogue ?? before?.catalogue ?? [],
      findings: change.findings ?? before?.findings ?? [],
    };
    this.known = { revision: change.revision, view };
    return view;
  }
}
