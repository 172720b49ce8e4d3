import { beforeEach, describe, expect, test } from '@jest/globals';
import { withMetrics } from '../../src/metrics/measured-store.js';
import type { Labels, Meter } from '../../src/metrics/meter.js';
import { createPrometheusMeter } from '../../src/metrics/prometheus.js';
import { createEmbeddedMeter } from '../../src/metrics/embedded.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import type { RequestEvent } from '../../src/domain/request/types.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { ana, ben, request, t } from '../workflows/builders.js';

let measured: (readonly [string, Labels, number])[];
let store: RequestStore;
beforeEach(() => {
  measured = [];
  const meter: Meter = {
    count: (name, labels, by = 1) => measured.push([name, labels, by]),
    observe: (name, labels, seconds) => measured.push([name, labels, seconds]),
  };
  store = withMetrics(createInMemoryRequestStore(), meter, { now: () => new Date(t(100)) });
});

const first = request({ remindAt: t(9_000), notifications: { shownRevision: 1, sent: [], failures: 0 } });

async function after(...events: readonly RequestEvent[]): Promise<void> {
  await store.create(first);
  await store.save({ ...first, version: 2, history: [...first.history, ...events] });
}

describe('saving a request measures', () => {
  test.each<[string, RequestEvent, unknown]>([
    [
      'an approval with the time to the decision',
      { type: 'approved', how: 'people', at: t(60) },
      [['steward_decision_seconds', { operation: 'share' }, 60]],
    ],
    ['no decision time if a rule allowed the request', { type: 'approved', how: 'rule', at: t(0) }, []],
    [
      'a denial',
      { type: 'denied', by: ana, reason: 'no', at: t(30) },
      [
        ['steward_requests_total', { operation: 'share', outcome: 'denied' }, 1],
        ['steward_decision_seconds', { operation: 'share' }, 30],
      ],
    ],
    [
      'an expiration',
      { type: 'expired', at: t(9) },
      [['steward_requests_total', { operation: 'share', outcome: 'expired' }, 1]],
    ],
    [
      'a refused action without the user',
      { type: 'action-refused', by: ben, action: 'approve', reason: 'not-an-approver', at: t(5) },
      [['steward_decisions_refused_total', { attempt: 'approve' }, 1]],
    ],
  ])('%s', async (_what, event, expected) => {
    await after(event);

    expect(measured).toEqual(expected);
  });

  test('the completion with the time since the approval', async () => {
    await after({ type: 'approved', how: 'rule', at: t(10) }, { type: 'done', at: t(25) });

    expect(measured).toEqual([
      ['steward_requests_total', { operation: 'share', outcome: 'done' }, 1],
      ['steward_done_seconds', { operation: 'share' }, 15],
    ]);
  });

  test('each event only once', async () => {
    await after({ type: 'expired', at: t(9) });
    const stored = await store.load(first.id);
    if (stored === undefined) throw new Error('not stored');
    measured = [];

    await store.save({ ...stored, version: 3, remindAt: t(10_000) });

    expect(measured).toEqual([]);
  });

  test('the delay in processing a due request', async () => {
    await store.create({ ...first, remindAt: t(40) });

    await store.load(first.id);

    expect(measured).toEqual([['steward_due_late_seconds', {}, 60]]);
  });
});

test('the Prometheus meter exports every metric as text', async () => {
  const { meter, text } = createPrometheusMeter();

  meter.count('steward_requests_total', { operation: 'share', outcome: 'done' });
  meter.observe('steward_slack_lag_seconds', {}, 2);

  expect(await text()).toContain('steward_requests_total{operation="share",outcome="done"} 1');
  expect(await text()).toContain('steward_slack_lag_seconds_count 1');
});

test('the CloudWatch meter writes each value as an embedded metric format line', () => {
  const lines: string[] = [];

  createEmbeddedMeter({ now: () => new Date(5) }, (line) => lines.push(line)).count('steward_requests_total', {
    operation: 'share',
    outcome: 'done',
  });

  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      _aws: {
        Timestamp: 5,
        CloudWatchMetrics: [
          {
            Namespace: 'AmiSteward',
            Dimensions: [['operation', 'outcome']],
            Metrics: [{ Name: 'steward_requests_total', Unit: 'Count' }],
          },
        ],
      },
      operation: 'share',
      outcome: 'done',
      steward_requests_total: 1,
    },
  ]);
});
