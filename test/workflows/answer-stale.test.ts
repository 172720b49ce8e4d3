import { beforeEach, describe, expect, test } from '@jest/globals';
import { answerStale, listStale } from '../../src/workflows/answer-stale.js';
import { Denied } from '../../src/workflows/errors.js';
import type { Image } from '../../src/workflows/facts/image.js';
import type { ScanMemory } from '../../src/workflows/ports.js';
import { noteOf } from './digest/builders.js';
import type { StaleReply } from '../../src/workflows/digest-answers.js';
import type { Ask, UseCases } from '../../src/workflows/use-cases.js';
import type { Submission } from '../../src/workflows/submission.js';
import type { World } from '../../src/workflows/world.js';
import { createInMemoryCloud } from '../fakes/in-memory-cloud.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createInMemoryScanMemory } from '../fakes/in-memory-scan-memory.js';
import { createWorld, imageEntry, type World as Aws } from '../fakes/in-memory-world.js';
import { directory, rita } from './builders.js';
import { image } from './operations/facts-builder.js';
import { operationNamed } from './operations/operation-named.js';
import { TestAnnouncer, TestClock, world } from './world.js';
import { OPERATIONS } from '../../src/workflows/operations/index.js';

const OLD: Image = image({ name: 'old' });
const OLDER: Image = image({ imageId: 'ami-0000000a', name: 'older' });
const refs = [OLD, OLDER].map(({ imageId, region, account }) => ({ imageId, region, account }));

let aws: Aws;
let memory: ScanMemory;
let clock: TestClock;
let steward: World;
let asked: Ask[];

beforeEach(() => {
  aws = createWorld({ images: [imageEntry(OLD), imageEntry(OLDER)] });
  memory = createInMemoryScanMemory();
  clock = new TestClock();
  asked = [];
  steward = world({
    store: createInMemoryRequestStore(),
    cloud: createInMemoryCloud({ directory, clock, world: aws }),
    clock,
    announcer: new TestAnnouncer(),
    operations: OPERATIONS,
    memory,
  });
});

function submitting(answer: (ask: Ask) => Promise<Submission>): UseCases['submit'] {
  return (ask) => {
    asked.push(ask);
    return answer(ask);
  };
}

const nothing = submitting(() => Promise.reject(new Error('nothing is asked for')));

function keep(parts: Partial<StaleReply & { kind: 'keep' }> = {}): StaleReply {
  return { kind: 'keep', by: rita, images: refs, days: 90, reason: 'For the audit', ...parts };
}

describe('an answer to keep AMIs', () => {
  test('is remembered for each, with who, why and until when', async () => {
    const outcomes = await answerStale(steward, nothing, keep());

    const now = clock.now().toISOString();
    const until = new Date(clock.now().getTime() + 90 * 86_400_000).toISOString();
    expect(await memory.keeps(now)).toEqual(
      refs.map((ref) => ({ ...ref, until, by: rita, reason: 'For the audit', at: now })),
    );
    expect(outcomes).toMatchObject([
      { name: 'old', result: { kind: 'kept' } },
      { name: 'older', result: { kind: 'kept' } },
    ]);
  });

  test('lengthens one that is there, and never shortens it', async () => {
    await answerStale(steward, nothing, keep({ days: 90 }));

    const shorter = await answerStale(steward, nothing, keep({ days: 30, reason: 'Shorter' }));
    const longer = await answerStale(steward, nothing, keep({ days: 365, reason: 'Longer' }));

    expect(shorter[0]?.result).toMatchObject({ kind: 'kept-already', keep: { reason: 'For the audit', by: rita } });
    expect(longer[0]?.result).toMatchObject({ kind: 'kept', keep: { reason: 'Longer' } });
  });

  test('about an AMI that is gone meanwhile keeps nothing', async () => {
    aws.images.splice(0, 1);

    const outcomes = await answerStale(steward, nothing, keep());

    expect(outcomes.map(({ result }) => result.kind)).toEqual(['gone', 'kept']);
    expect(await memory.keeps(clock.now().toISOString())).toHaveLength(1);
  });

  test('about an AMI that cannot be looked at is kept all the same', async () => {
    aws.denied[OLD.account] = ['ec2:DescribeImages'];

    const outcomes = await answerStale(steward, nothing, keep());

    expect(outcomes.map(({ result }) => result.kind)).toEqual(['kept', 'kept']);
  });
});

describe('an answer that asks for something', () => {
  function ask(): StaleReply {
    const operation = operationNamed('deregister');
    if (operation.kind !== 'change') throw new Error('deregister is a change');
    const asks = refs.map((ref) => ({ image: ref, operation, input: { ami: ref.imageId } }));
    return { kind: 'ask', by: rita, reason: 'stale', asks };
  }

  test('submits an ordinary request for each AMI', async () => {
    const submission: Submission = { kind: 'refused', title: 'Deregister it', findings: [] };

    const outcomes = await answerStale(
      steward,
      submitting(() => Promise.resolve(submission)),
      ask(),
    );

    expect(asked).toMatchObject(
      refs.map(({ imageId }) => ({ input: { ami: imageId }, requester: rita, reason: 'stale' })),
    );
    expect(outcomes.map(({ result }) => result)).toEqual([
      { kind: 'asked', submission },
      { kind: 'asked', submission },
    ]);
  });

  test('goes on with the others when one fails', async () => {
    const submission: Submission = { kind: 'refused', title: 'Deregister it', findings: [] };
    let first = true;
    const submit = submitting(() => {
      if (!first) return Promise.resolve(submission);
      first = false;
      return Promise.reject(new Denied('the bot has no role in prod'));
    });

    const outcomes = await answerStale(steward, submit, ask());

    expect(outcomes.map(({ result }) => result)).toEqual([
      { kind: 'failed', message: 'the bot has no role in prod' },
      { kind: 'asked', submission },
    ]);
  });

  test('does not hide a defect', async () => {
    const submit = submitting(() => Promise.reject(new TypeError('undefined is not a function')));

    await expect(answerStale(steward, submit, ask())).rejects.toBeInstanceOf(TypeError);
  });
});

describe('what can be answered', () => {
  test('is nothing before the first scan', async () => {
    expect(await listStale(steward)).toBeUndefined();
  });

  test('is what the last scan called stale, without what is kept since', async () => {
    const scannedAt = clock.now().toISOString();
    const stale = refs.map((ref) => noteOf(ref));
    const counts = { 'in-use': 0, recent: 0, kept: 0, stale: 2, unknown: 0 };
    await memory.rememberScan({ scannedAt, stale }, { scannedAt, counts, staleCost: { gib: 2, usd: 2 } }, undefined);
    await answerStale(steward, nothing, keep({ images: refs.slice(0, 1) }));

    expect(await listStale(steward)).toEqual({ scannedAt, images: stale.slice(1) });
  });
});
