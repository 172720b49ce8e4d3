import { actOnRequest } from '../../src/workflows/requests/decide.js';
import { approvalOfShown } from './approval.js';
import type { ChangeOperation } from '../../src/domain/operations/contract.js';
import type { Rule } from '../../src/domain/policy/types.js';
import type { Ec2Ports } from '../../src/aws/ec2/ec2-ports.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import type { Request } from '../../src/domain/request/types.js';
import { processUntilIdleLogged, processDue } from '../../src/workflows/execution/process-request.js';
import { submitRequest } from '../../src/workflows/requests/submit.js';
import type { RequestActionResult } from '../../src/workflows/use-cases.js';
import type { UseCaseContext } from '../../src/workflows/context.js';
import { createInMemoryEc2 } from '../fakes/in-memory-ec2.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createFakeAws, imageEntry, type FakeAws as Ec2 } from '../fakes/in-memory-world.js';
import { ana, directory, IMAGE, rita } from './builders.js';
import { copyAndShare, sourceImage } from './execution/copy-and-share.js';
import { TestAnnouncer, TestClock, testContext } from './context.js';

/** One table, one EC2 and one Slack, on which processes come and go. */
export class WorkflowHarness {
  readonly clock = new TestClock();
  readonly announcer = new TestAnnouncer();
  readonly store: RequestStore = createInMemoryRequestStore();
  readonly ec2: Ec2 = createFakeAws({ images: [imageEntry(sourceImage)] });
  readonly ports: Ec2Ports = createInMemoryEc2({ directory, clock: this.clock, world: this.ec2 });
  private processes = 0;

  constructor(
    private readonly operation: ChangeOperation = copyAndShare,
    private readonly rules?: readonly Rule[],
  ) {}

  /** A process that dies at its n-th use of a port: before the use has its effect, or after it and before the answer. */
  process(diesAt = Infinity, when: 'before' | 'after' = 'before'): UseCaseContext {
    return this.processWith(crashAfter(diesAt, when));
  }

  /** A process whose ports are used through something else. */
  processWith(wrap: <T extends object>(port: T) => T): UseCaseContext {
    this.processes += 1;
    return testContext({
      store: wrap(this.store),
      ...wrapEach(this.ports, wrap),
      announcer: wrap(this.announcer),
      clock: this.clock,
      operations: [this.operation],
      ...(this.rules === undefined ? {} : { rules: this.rules }),
      ownerId: `process-${String(this.processes)}`,
    });
  }

  async submit(worker: UseCaseContext): Promise<void> {
    const { lease } = await submitRequest(worker, {
      operation: this.operation,
      input: { ami: IMAGE.imageId },
      requester: rita,
    });
    if (lease !== undefined) await processUntilIdleLogged(worker, lease);
  }

  async approve(worker: UseCaseContext, requestId: string, by = ana): Promise<RequestActionResult> {
    const { result, lease } = await actOnRequest(worker, {
      requestId,
      by,
      action: await approvalOfShown(this.store, requestId),
    });
    if (lease !== undefined) await processUntilIdleLogged(worker, lease);
    return result;
  }

  async requests(): Promise<readonly Request[]> {
    const { items } = await this.store.listAll({ limit: 50 });
    const loaded = await Promise.all(items.map(({ id }) => this.store.load(id)));
    return loaded.flatMap((request) => request ?? []);
  }

  /** Lets time pass with a process that polls, until nothing is due for a long while. */
  async runUntilSettled(worker: UseCaseContext, minutes = 10, everySeconds = 5): Promise<void> {
    for (let second = 0; second < minutes * 60; second += everySeconds) {
      await processDue(worker, 10);
      this.clock.advance(everySeconds);
    }
  }

  copies(): number {
    return this.ec2.images.filter(({ copy }) => copy !== undefined).length;
  }
}

export function wrapEach({ finder, observer, executor }: Ec2Ports, wrap: <T extends object>(port: T) => T): Ec2Ports {
  return { finder: wrap(finder), observer: wrap(observer), executor: wrap(executor) };
}

export class ProcessKilled extends Error {}

/** Puts a life over every port of a process, which ends at its n-th use of any of them. */
export function crashAfter(diesAt: number, when: 'before' | 'after'): <T extends object>(port: T) => T {
  const life = new PortCrasher(diesAt, when);
  return (port) => life.wrap(port);
}

/** Counts the uses of a process's ports, and ends it at one of them. */
class PortCrasher {
  private calls = 0;

  constructor(
    private readonly crashAt: number,
    private readonly when: 'before' | 'after',
  ) {}

  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...given: readonly unknown[]) =>
          this.use(name !== 'listDue', () => Reflect.apply(method, target, given) as Promise<unknown>);
      },
    });
  }

  /** Asking what is due changes nothing and happens all the time: it does not count. */
  private async use(counts: boolean, effect: () => Promise<unknown>): Promise<unknown> {
    if (counts) this.calls += 1;
    if (this.calls > this.crashAt || (this.calls === this.crashAt && this.when === 'before'))
      throw new ProcessKilled('killed');
    const response = await effect();
    if (counts && this.calls === this.crashAt) throw new ProcessKilled('killed');
    return response;
  }
}
