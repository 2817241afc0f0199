import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { answers, tryToWrite } from './try-to-write.ts';
import { type DatabaseFault, databaseFault } from './unavailable.ts';

/** Where it is told that the database stopped serving, that it is back, and that it was too slow for what was asked. */
export type OutageLog = { gone(fault: DatabaseFault): void; back(seconds: number): void; slow(said: object): void };

type OutageState = { fault: DatabaseFault; since: number; last: number; log: OutageLog };

const LOOK_EVERY_MS = 1_000;
/** It is back when it serves again, and nothing failed for so long. */
const QUIET_MS = 3_000;
/** As long as everything goes well, a write is tried no more often. */
const WRITE_EVERY_MS = 10_000;
/** A small write may still go through where a larger one found no room. */
const OF_SIZE = ['full', 'no-memory'];

/**
 * Whether the database serves, as this process knows it. Each change of that is told once, however many requests fail
 * meanwhile.
 */
export class Outage {
  private readonly pool: pg.Pool;
  private lasting: OutageState | undefined;
  private wrote = 0;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  /**
   * Notes an error of what was `asked`, and says about it where that is news; what is wrong with the database,
   * undefined where the error is another one.
   */
  note(error: unknown, log: OutageLog, asked: object = {}): DatabaseFault | undefined {
    const fault = databaseFault(error);
    // While the database is away, some wait for it until their time is over.
    if (fault?.kind === 'slow' && !this.lasting) log.slow({ ...asked, ...fault });
    if (!fault || fault.kind === 'slow') return fault;
    const { lasting } = this;
    if (lasting?.fault.kind !== fault.kind) log.gone(fault);
    this.lasting = { fault, since: lasting?.since ?? Date.now(), last: Date.now(), log };
    if (!lasting) void this.untilBack();
    return fault;
  }

  /** Whether the database lasts to be away, as far as this process was told. */
  get isOn(): boolean {
    return this.lasting !== undefined;
  }

  /** Looks whether the database answers and takes changes; what is wrong where not. */
  async examine(log: OutageLog): Promise<DatabaseFault | undefined> {
    const { lasting } = this;
    if (lasting && OF_SIZE.includes(lasting.fault.kind) && Date.now() - lasting.last < QUIET_MS) return lasting.fault;
    try {
      await answers(this.pool);
      if (!lasting && Date.now() - this.wrote < WRITE_EVERY_MS) return undefined;
      await tryToWrite(this.pool);
      this.wrote = Date.now();
      return undefined;
    } catch (error) {
      const fault = this.note(error, log);
      if (!fault) throw error;
      return fault;
    }
  }

  private async untilBack(): Promise<void> {
    while (this.lasting && !this.pool.ending) {
      await setTimeout(LOOK_EVERY_MS, undefined, { ref: false });
      if (Date.now() - this.lasting.last >= QUIET_MS && (await this.serves())) break;
    }
    const ended = this.lasting;
    this.lasting = undefined;
    if (ended && !this.pool.ending) ended.log.back(Math.round((Date.now() - ended.since) / 1000));
  }

  /** Where it does not, that may be for another reason than before. */
  private async serves(): Promise<boolean> {
    try {
      await tryToWrite(this.pool);
      return true;
    } catch (error) {
      if (this.lasting && !this.pool.ending) this.note(error, this.lasting.log);
      return false;
    }
  }
}
