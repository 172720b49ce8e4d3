import { actOnRequest } from '../../src/workflows/requests/decide.js';
import { approvalOfShown } from './approval.js';
import { parseCommandLine } from '../../src/domain/command-line/parse-line.js';
import { splitCommand } from '../../src/domain/command-line/slack-text.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import type { Rule } from '../../src/domain/policy/types.js';
import type { Ec2Ports } from '../../src/aws/ec2/ec2-ports.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import type { Person, Request } from '../../src/domain/request/types.js';
import { processUntilIdleLogged, processDue } from '../../src/workflows/execution/process-request.js';
import { submitRequest } from '../../src/workflows/requests/submit.js';
import { undoRequest } from '../../src/workflows/requests/undo.js';
import type { RequestActionResult, RequestAction, UndoResult } from '../../src/workflows/use-cases.js';
import type { Submission } from '../../src/workflows/requests/submission.js';
import type { UseCaseContext } from '../../src/workflows/context.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { ana, directory, rita, rule } from './builders.js';
import { wrapEach } from './setup.js';
import { TestAnnouncer, testContext, type TestClock } from './context.js';

/** Everything runs by itself. */
export const AUTO_APPROVE: readonly Rule[] = [rule({ kind: 'auto' }), rule({ kind: 'auto' }, { inUse: true })];

/** The bot with its real operations over some EC2, on which processes come and go. */
export class OperationsHarness {
  readonly announcer = new TestAnnouncer();
  readonly store: RequestStore = createInMemoryRequestStore();
  private processes = 0;

  constructor(
    readonly ports: Ec2Ports,
    readonly clock: TestClock,
    public rules: readonly Rule[] = AUTO_APPROVE,
  ) {}

  process(wrap: <T extends object>(port: T) => T = (port) => port): UseCaseContext {
    this.processes += 1;
    return testContext({
      store: wrap(this.store),
      ...wrapEach(this.ports, wrap),
      announcer: wrap(this.announcer),
      clock: this.clock,
      operations: OPERATIONS,
      rules: this.rules,
      ownerId: `process-${String(this.processes)}`,
    });
  }

  /** Submits a command line, and runs nothing. */
  async submit(line: string, requester: Person = rita, worker = this.process()): Promise<Submission> {
    const { word, rest } = splitCommand(line.replace('/ami ', ''));
    const operation = OPERATIONS.find(({ name }) => name === word);
    const read = operation === undefined ? undefined : parseCommandLine(rest, operation.grammar);
    if (operation?.kind !== 'change' || read?.kind !== 'draft') throw new Error(`${line} is no change`);
    const parsed = operation.parse(read.draft, { directory, now: this.clock.now().toISOString() });
    if (parsed.kind === 'invalid') throw new Error(parsed.errors.map(({ text }) => text).join(' '));
    const { submission, lease } = await submitRequest(worker, { operation, input: parsed.input, requester });
    if (lease !== undefined) await processUntilIdleLogged(worker, lease);
    return submission;
  }

  /** Asks, and lets it run; undefined when it was refused. */
  async submitAndRun(line: string): Promise<Request | undefined> {
    const submission = await this.submit(line);
    if (submission.kind !== 'submitted') return undefined;
    await this.runUntilSettled();
    return this.load(submission.request.id);
  }

  async undo(requestId: string, by: Person = rita): Promise<UndoResult> {
    const worker = this.process();
    const { result, lease } = await undoRequest(worker, { requestId, by });
    if (lease !== undefined) await processUntilIdleLogged(worker, lease);
    return result;
  }

  async act(requestId: string, action: RequestAction, by: Person = ana): Promise<RequestActionResult> {
    const worker = this.process();
    const { result, lease } = await actOnRequest(worker, { requestId, by, action });
    if (lease !== undefined) await processUntilIdleLogged(worker, lease);
    return result;
  }

  /** Approves the plan that the request has now. */
  async approve(requestId: string, by: Person = ana): Promise<RequestActionResult> {
    return this.act(requestId, await approvalOfShown(this.store, requestId), by);
  }

  async load(id: string): Promise<Request> {
    const request = await this.store.load(id);
    if (request === undefined) throw new Error(`no request ${id} exists`);
    return request;
  }

  async requests(): Promise<readonly Request[]> {
    const { items } = await this.store.listAll({ limit: 100 });
    return Promise.all(items.map(({ id }) => this.load(id)));
  }

  /** Lets time pass with a process that polls: a little longer than the longest wait of any plan. */
  async runUntilSettled(minutes = 2, worker = this.process()): Promise<void> {
    for (let second = 0; second < minutes * 60; second += 10) {
      await processDue(worker, 50);
      this.clock.advance(10);
    }
  }

  /** Lets hours pass with a process that polls once in a while, and then as `settle` does. */
  async advanceHours(hours: number, everyMinutes = 10): Promise<void> {
    const worker = this.process();
    for (let minutes = 0; minutes < hours * 60; minutes += everyMinutes) {
      await processDue(worker, 50);
      this.clock.advance(everyMinutes * 60);
    }
    await this.runUntilSettled();
  }
}
