import { decideRequest } from '../../src/workflows/decide-request.js';
import { readLine } from '../../src/workflows/operations/grammar/read-line.js';
import { splitCommand } from '../../src/workflows/operations/grammar/split-command.js';
import { OPERATIONS } from '../../src/workflows/operations/index.js';
import type { Rule } from '../../src/workflows/policy/types.js';
import type { Cloud, RequestStore } from '../../src/workflows/ports.js';
import type { Person, Request } from '../../src/workflows/request/types.js';
import { driveSafely, runDue } from '../../src/workflows/run-request.js';
import { submitRequest } from '../../src/workflows/submit-request.js';
import { undoRequest } from '../../src/workflows/undo-request.js';
import type { DeedAnswer, DeedAttempt, UndoAnswer } from '../../src/workflows/use-cases.js';
import type { Submission } from '../../src/workflows/submission.js';
import type { World } from '../../src/workflows/world.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { ana, directory, rita, rule } from './builders.js';
import { TestAnnouncer, world, type TestClock } from './world.js';

/** Everything runs by itself. */
export const AUTO: readonly Rule[] = [rule({ kind: 'auto' }), rule({ kind: 'auto' }, { inUse: true })];

/** The bot with its real operations over some EC2, on which processes come and go. */
export class OperationsGround {
  readonly announcer = new TestAnnouncer();
  readonly store: RequestStore = createInMemoryRequestStore();
  private processes = 0;

  constructor(
    readonly cloud: Cloud,
    readonly clock: TestClock,
    private readonly rules: readonly Rule[] = AUTO,
  ) {}

  process(over: <T extends object>(port: T) => T = (port) => port): World {
    this.processes += 1;
    return world({
      store: over(this.store),
      cloud: over(this.cloud),
      announcer: over(this.announcer),
      clock: this.clock,
      operations: OPERATIONS,
      rules: this.rules,
      holder: `process-${String(this.processes)}`,
    });
  }

  /** What becomes of a line that somebody types, before anything of it is done. */
  async ask(line: string, requester: Person = rita, process = this.process()): Promise<Submission> {
    const { word, rest } = splitCommand(line.replace('/ami ', ''));
    const operation = OPERATIONS.find(({ name }) => name === word);
    const read = operation === undefined ? undefined : readLine(rest, operation.grammar);
    if (operation?.kind !== 'change' || read?.kind !== 'draft') throw new Error(`${line} is no change`);
    const parsed = operation.parse(read.draft, { directory, now: this.clock.now().toISOString() });
    if (parsed.kind === 'mistakes') throw new Error(parsed.mistakes.map(({ text }) => text).join(' '));
    const { submission, hold } = await submitRequest(process, { operation, input: parsed.input, requester });
    if (hold !== undefined) await driveSafely(process, hold);
    return submission;
  }

  /** Asks, and lets it run; undefined when it was refused. */
  async carryOut(line: string): Promise<Request | undefined> {
    const submission = await this.ask(line);
    if (submission.kind !== 'submitted') return undefined;
    await this.settle();
    return this.load(submission.request.id);
  }

  async undo(requestId: string, by: Person = ana): Promise<UndoAnswer> {
    const process = this.process();
    const { answer, hold } = await undoRequest(process, { requestId, by });
    if (hold !== undefined) await driveSafely(process, hold);
    return answer;
  }

  async act(requestId: string, attempt: DeedAttempt, by: Person = ana): Promise<DeedAnswer> {
    const process = this.process();
    const { answer, hold } = await decideRequest(process, { requestId, by, attempt });
    if (hold !== undefined) await driveSafely(process, hold);
    return answer;
  }

  async load(id: string): Promise<Request> {
    const request = await this.store.load(id);
    if (request === undefined) throw new Error(`there is no ${id}`);
    return request;
  }

  async requests(): Promise<readonly Request[]> {
    const { items } = await this.store.all({ limit: 100 });
    return Promise.all(items.map(({ id }) => this.load(id)));
  }

  /** Lets time pass with a process that polls: a little longer than the longest wait of any plan. */
  async settle(minutes = 2, process = this.process()): Promise<void> {
    for (let second = 0; second < minutes * 60; second += 10) {
      await runDue(process, 50);
      this.clock.advance(10);
    }
  }

  /** Lets hours pass with a process that polls once in a while, and then as `settle` does. */
  async pass(hours: number, everyMinutes = 10): Promise<void> {
    const process = this.process();
    for (let minutes = 0; minutes < hours * 60; minutes += everyMinutes) {
      await runDue(process, 50);
      this.clock.advance(everyMinutes * 60);
    }
    await this.settle();
  }
}
