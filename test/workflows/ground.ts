import { decideRequest } from '../../src/workflows/decide-request.js';
import type { ChangeOperation } from '../../src/workflows/operations/contract.js';
import type { Rule } from '../../src/workflows/policy/types.js';
import type { Cloud, RequestStore } from '../../src/workflows/ports.js';
import type { Request } from '../../src/workflows/request/types.js';
import { driveSafely, runDue } from '../../src/workflows/run-request.js';
import { submitRequest } from '../../src/workflows/submit-request.js';
import type { DeedAnswer } from '../../src/workflows/use-cases.js';
import type { World } from '../../src/workflows/world.js';
import { createInMemoryCloud } from '../fakes/in-memory-cloud.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createWorld, imageEntry, type World as Ec2 } from '../fakes/in-memory-world.js';
import { ana, directory, IMAGE, rita } from './builders.js';
import { copyAndShare, sourceImage } from './copy-and-share.js';
import { TestAnnouncer, TestClock, world } from './world.js';

/** One table, one EC2 and one Slack, on which processes come and go. */
export class Ground {
  readonly clock = new TestClock();
  readonly announcer = new TestAnnouncer();
  readonly store: RequestStore = createInMemoryRequestStore();
  readonly ec2: Ec2 = createWorld({ images: [imageEntry(sourceImage)] });
  readonly cloud: Cloud = createInMemoryCloud({ directory, clock: this.clock, world: this.ec2 });
  private processes = 0;

  constructor(
    private readonly operation: ChangeOperation = copyAndShare,
    private readonly rules?: readonly Rule[],
  ) {}

  /** A process that dies at its n-th use of a port: before the use has its effect, or after it and before the answer. */
  process(diesAt = Infinity, when: 'before' | 'after' = 'before'): World {
    return this.processOver(lifeUntil(diesAt, when));
  }

  /** A process whose ports are used through something else. */
  processOver(over: <T extends object>(port: T) => T): World {
    this.processes += 1;
    return world({
      store: over(this.store),
      cloud: over(this.cloud),
      announcer: over(this.announcer),
      clock: this.clock,
      operations: [this.operation],
      ...(this.rules === undefined ? {} : { rules: this.rules }),
      holder: `process-${String(this.processes)}`,
    });
  }

  async ask(process: World): Promise<void> {
    const { hold } = await submitRequest(process, {
      operation: this.operation,
      input: { ami: IMAGE.imageId },
      requester: rita,
    });
    if (hold !== undefined) await driveSafely(process, hold);
  }

  async approve(process: World, requestId: string, by = ana): Promise<DeedAnswer> {
    const { answer, hold } = await decideRequest(process, { requestId, by, attempt: { kind: 'approve' } });
    if (hold !== undefined) await driveSafely(process, hold);
    return answer;
  }

  async requests(): Promise<readonly Request[]> {
    const { items } = await this.store.all({ limit: 50 });
    const loaded = await Promise.all(items.map(({ id }) => this.store.load(id)));
    return loaded.flatMap((request) => request ?? []);
  }

  /** Lets time pass with a process that polls, until nothing is due for a long while. */
  async settle(process: World, minutes = 10, everySeconds = 5): Promise<void> {
    for (let second = 0; second < minutes * 60; second += everySeconds) {
      await runDue(process, 10);
      this.clock.advance(everySeconds);
    }
  }

  copies(): number {
    return this.ec2.images.filter(({ copy }) => copy !== undefined).length;
  }
}

export class Killed extends Error {}

/** Puts a life over every port of a process, which ends at its n-th use of any of them. */
export function lifeUntil(diesAt: number, when: 'before' | 'after'): <T extends object>(port: T) => T {
  const life = new Life(diesAt, when);
  return (port) => life.over(port);
}

/** Counts the uses of a process's ports, and ends it at one of them. */
class Life {
  private uses = 0;

  constructor(
    private readonly diesAt: number,
    private readonly when: 'before' | 'after',
  ) {}

  over<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...given: readonly unknown[]) =>
          this.use(name !== 'due', () => Reflect.apply(method, target, given) as Promise<unknown>);
      },
    });
  }

  /** Asking what is due changes nothing and happens all the time: it does not count. */
  private async use(counts: boolean, effect: () => Promise<unknown>): Promise<unknown> {
    if (counts) this.uses += 1;
    if (this.uses > this.diesAt || (this.uses === this.diesAt && this.when === 'before')) throw new Killed('killed');
    const answer = await effect();
    if (counts && this.uses === this.diesAt) throw new Killed('killed');
    return answer;
  }
}
