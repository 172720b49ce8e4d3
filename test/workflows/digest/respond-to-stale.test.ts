import { beforeEach, describe, expect, test } from '@jest/globals';
import { respondToStale, listStaleImages } from '../../../src/workflows/digest/respond-to-stale.js';
import { AccessDenied } from '../../../src/workflows/ports/errors.js';
import type { Image } from '../../../src/domain/model/image.js';
import type { ScanStores } from '../../../src/aws/dynamodb/scan-stores.js';
import { staleRecord } from '../../domain/digest/builders.js';
import type { StaleResponse } from '../../../src/workflows/digest/results.js';
import type { SubmitRequestCommand, UseCases } from '../../../src/workflows/use-cases.js';
import type { Submission } from '../../../src/workflows/requests/submission.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { createInMemoryEc2 } from '../../fakes/in-memory-ec2.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { createFakeAws, imageEntry, type FakeAws as Aws } from '../../fakes/in-memory-world.js';
import { directory, rita } from '../builders.js';
import { image } from '../../domain/operations/facts-builder.js';
import { findOperation } from '../../domain/operations/operation-named.js';
import { TestAnnouncer, TestClock, testContext } from '../context.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';

const OLD: Image = image({ name: 'old' });
const OLDER: Image = image({ imageId: 'ami-0000000a', name: 'older' });
const refs = [OLD, OLDER].map(({ imageId, region, account }) => ({ imageId, region, account }));

let aws: Aws;
let scanStores: ScanStores;
let clock: TestClock;
let steward: UseCaseContext;
let asked: SubmitRequestCommand[];

beforeEach(() => {
  aws = createFakeAws({ images: [imageEntry(OLD), imageEntry(OLDER)] });
  scanStores = createInMemoryScanStores();
  clock = new TestClock();
  asked = [];
  steward = testContext({
    store: createInMemoryRequestStore(),
    ...createInMemoryEc2({ directory, clock, world: aws }),
    clock,
    announcer: new TestAnnouncer(),
    operations: OPERATIONS,
    memory: scanStores,
  });
});

function submitting(answer: (command: SubmitRequestCommand) => Promise<Submission>): UseCases['submitRequest'] {
  return (command) => {
    asked.push(command);
    return answer(command);
  };
}

const nothing = submitting(() => Promise.reject(new Error('nothing is asked for')));

function keep(overrides: Partial<StaleResponse & { kind: 'exempt' }> = {}): StaleResponse {
  return { kind: 'exempt', by: rita, images: refs, days: 90, reason: 'For the audit', ...overrides };
}

describe('a response that exempts AMIs', () => {
  test('stores who exempted each AMI, why and until when', async () => {
    const outcomes = await respondToStale(steward, nothing, keep());

    const now = clock.now().toISOString();
    const until = new Date(clock.now().getTime() + 90 * 86_400_000).toISOString();
    expect(await scanStores.exemptions.listActive(now)).toEqual(
      refs.map((ref) => ({ ...ref, until, by: rita, reason: 'For the audit', at: now })),
    );
    expect(outcomes).toMatchObject([
      { name: 'old', result: { kind: 'exempted' } },
      { name: 'older', result: { kind: 'exempted' } },
    ]);
  });

  test('extends an existing exemption and never shortens it', async () => {
    await respondToStale(steward, nothing, keep({ days: 90 }));

    const shorter = await respondToStale(steward, nothing, keep({ days: 30, reason: 'Shorter' }));
    const longer = await respondToStale(steward, nothing, keep({ days: 365, reason: 'Longer' }));

    expect(shorter[0]?.result).toMatchObject({
      kind: 'already-exempted',
      exemption: { reason: 'For the audit', by: rita },
    });
    expect(longer[0]?.result).toMatchObject({ kind: 'exempted', exemption: { reason: 'Longer' } });
  });

  test('stores no exemption for an AMI that was deleted after the scan', async () => {
    aws.images.splice(0, 1);

    const outcomes = await respondToStale(steward, nothing, keep());

    expect(outcomes.map(({ result }) => result.kind)).toEqual(['not-found', 'exempted']);
    expect(await scanStores.exemptions.listActive(clock.now().toISOString())).toHaveLength(1);
  });

  test('stores an exemption for an AMI that cannot be read', async () => {
    aws.denied[OLD.account] = ['ec2:DescribeImages'];

    const outcomes = await respondToStale(steward, nothing, keep());

    expect(outcomes.map(({ result }) => result.kind)).toEqual(['exempted', 'exempted']);
  });
});

describe('a response that requests a change', () => {
  function ask(): StaleResponse {
    const operation = findOperation('deregister');
    if (operation.kind !== 'change') throw new Error('deregister is a change');
    const requests = refs.map((ref) => ({ image: ref, operation, input: { ami: ref.imageId } }));
    return { kind: 'request', by: rita, reason: 'stale', requests };
  }

  test('submits an ordinary request for each AMI', async () => {
    const submission: Submission = { kind: 'refused', title: 'Deregister it', findings: [] };

    const outcomes = await respondToStale(
      steward,
      submitting(() => Promise.resolve(submission)),
      ask(),
    );

    expect(asked).toMatchObject(
      refs.map(({ imageId }) => ({ input: { ami: imageId }, requester: rita, reason: 'stale' })),
    );
    expect(outcomes.map(({ result }) => result)).toEqual([
      { kind: 'requested', submission },
      { kind: 'requested', submission },
    ]);
  });

  test('continues with the other AMIs if one fails', async () => {
    const submission: Submission = { kind: 'refused', title: 'Deregister it', findings: [] };
    let first = true;
    const submit = submitting(() => {
      if (!first) return Promise.resolve(submission);
      first = false;
      return Promise.reject(new AccessDenied('the bot has no role in prod'));
    });

    const outcomes = await respondToStale(steward, submit, ask());

    expect(outcomes.map(({ result }) => result)).toEqual([
      { kind: 'failed', message: 'the bot has no role in prod' },
      { kind: 'requested', submission },
    ]);
  });

  test('rethrows an unexpected error', async () => {
    const submit = submitting(() => Promise.reject(new TypeError('undefined is not a function')));

    await expect(respondToStale(steward, submit, ask())).rejects.toBeInstanceOf(TypeError);
  });
});

describe('listing the stale AMIs', () => {
  test('returns undefined before the first scan', async () => {
    expect(await listStaleImages(steward)).toBeUndefined();
  });

  test('returns the stale AMIs of the last scan without those exempted since then', async () => {
    const scannedAt = clock.now().toISOString();
    const stale = refs.map((ref) => staleRecord(ref));
    const counts = { 'in-use': 0, recent: 0, kept: 0, stale: 2, unknown: 0 };
    await scanStores.scanHistory.saveScan(
      { scannedAt, stale },
      { scannedAt, counts, staleCost: { gib: 2, usd: 2 } },
      undefined,
    );
    await respondToStale(steward, nothing, keep({ images: refs.slice(0, 1) }));

    expect(await listStaleImages(steward)).toEqual({ scannedAt, images: stale.slice(1) });
  });
});
