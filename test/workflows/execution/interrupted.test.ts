import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CALL_SPECS, type RetryMode } from '../../../src/domain/plan/call-specs.js';
import { runs } from '../../runs.js';
import { rita } from '../builders.js';
import { AMI, COMMAND_SEQUENCES, SHARED } from '../requests/undo-chains.js';
import { ProcessKilled, crashAfter } from '../setup.js';
import type { OperationsHarness } from '../operations-setup.js';
import { startSimulatedEc2, type SimulatedEc2 } from '../requests/simulated-ec2.js';

let ec2: SimulatedEc2;
beforeAll(async () => {
  ec2 = await startSimulatedEc2();
});
afterAll(async () => {
  await ec2.close();
});

/** The n-th use of a port, of EC2, the table or Slack, at which a process dies; before it has its effect, or after. */
type Death = readonly [at: number, when: 'before' | 'after'];

const RETIRED = [SHARED, `/ami retire ${AMI} over 10m with snapshots`];
const SEVERAL = [`/ami share ${AMI} with prod, 444455556666, 777788889999`];
const chains = [...COMMAND_SEQUENCES.filter((chain) => !chain.at(-1)?.includes('retire')), RETIRED, SEVERAL];
const deaths = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 45 }), fc.constantFrom('before' as const, 'after' as const)),
  {
    minLength: 1,
    maxLength: 3,
  },
);

/** Longer than all delays between retries together. */
const MINUTES = 15;

interface End {
  readonly status: string | undefined;
  readonly steps: readonly string[];
  readonly picture: readonly string[];
  readonly calls: readonly string[];
}

/** How it ends when the last line's processes die like this, and another one goes on. */
async function endOf(chain: readonly string[], dying: readonly Death[]): Promise<End> {
  const setup = ec2.harness();
  const seeded = idsIn(ec2.snapshot());
  const line = chain.at(-1) ?? '';
  for (const before of chain.slice(0, -1)) expect((await setup.submitAndRun(before))?.status).toBe('done');
  const known = (await setup.requests()).map(({ id }) => id);
  const checkpoint = ec2.calls.length;
  for (const [at, when] of dying) await livingUntil(setup, line, known, crashAfter(at, when));
  // What was never stored was never promised: the person sees an error and asks again.
  if ((await setup.requests()).length === known.length) await setup.submit(line);
  await setup.runUntilSettled(MINUTES);

  const request = (await setup.requests()).find(({ id }) => !known.includes(id));
  return {
    status: request?.status,
    steps: Object.entries(request?.steps ?? {})
      .map(([id, { state }]) => `${id} ${state}`)
      .toSorted(),
    picture: Object.values(ec2.snapshot())
      .flatMap((things) => things.map((each) => timeless(each, seeded)))
      .toSorted(),
    calls: carriedOut(ec2.calls.slice(checkpoint), seeded),
  };
}

async function livingUntil(
  setup: OperationsHarness,
  line: string,
  known: readonly string[],
  wrap: <T extends object>(port: T) => T,
): Promise<void> {
  const worker = setup.process(wrap);
  if ((await setup.requests()).length === known.length) await unlessKilled(setup.submit(line, rita, worker));
  await unlessKilled(setup.runUntilSettled(2, worker));
}

async function unlessKilled(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof ProcessKilled)) throw error;
  });
}

const RULES: Readonly<Record<string, { readonly retry: RetryMode }>> = CALL_SPECS;

/** What EC2 carried out. A repetition counts, unless the call may be repeated or EC2 knows it again by its token. */
function carriedOut(calls: SimulatedEc2['calls'], seeded: ReadonlySet<string>): readonly string[] {
  const done = calls
    .filter(({ operation, outcome }) => operation in RULES && outcome === 'ok')
    .map(({ operation, params }) => ({ operation, text: timeless({ operation, params }, seeded) }));
  return done
    .filter(({ operation, text }, index) => {
      const isFirst = done.findIndex((other) => other.text === text) === index;
      return isFirst || RULES[operation]?.retry === 'check-first';
    })
    .map(({ text }) => text)
    .toSorted();
}

const ID = /\b(?:ami|snap|vol|i|import-ami)-[0-9a-f]{17}\b/g;

function idsIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value).match(ID) ?? []);
}

/** Without what differs from one run to the next: times, and the ids of requests and of what is made. */
function timeless(value: unknown, seeded: ReadonlySet<string>): string {
  return JSON.stringify(value)
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
    .replaceAll(/AR-\d+/g, 'a request')
    .replaceAll(ID, (id) => (seeded.has(id) ? id : 'something new'));
}

describe('a request whose process dies at any port call', () => {
  test('ends like an undisturbed request of any operation, and repeats no call', async () => {
    const undisturbed = new Map<readonly string[], Promise<End>>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...chains), deaths, async (chain, dying) => {
        const expected = undisturbed.get(chain) ?? endOf(chain, []);
        undisturbed.set(chain, expected);
        expect((await expected).status).toBe('done');
        expect((await expected).calls).not.toEqual([]);

        expect(await endOf(chain, dying)).toEqual(await expected);
      }),
      { numRuns: runs(6, 60) },
    );
  });
});
