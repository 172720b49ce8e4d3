import { describe, expect, test } from '@jest/globals';
import { encodeChoice } from '../../src/listeners/blocks/digest/stale-form.js';
import { ACTION, INPUT_ACTION_ID, VIEW } from '../../src/listeners/blocks/kit/ids.js';
import type { RequestActionResult, UndoResult, UseCases } from '../../src/workflows/use-cases.js';
import { request } from '../workflows/builders.js';
import { command, press, submission } from './payloads.js';
import { ListenerHarness, type JsonObject } from './slack-setup.js';

const ID = 'AR-7F3K2M';
const OLD = { imageId: 'ami-0000000a', region: 'us-east-1', account: '999988887777' };
const accepted: RequestActionResult = { kind: 'accepted', request: request() };
const undone: UndoResult = { kind: 'submitted', request: request() };

/** Counts what changes something. */
function countingHarness() {
  const changes: string[] = [];
  function counted<T>(name: string, result: T): () => Promise<T> {
    return () => {
      changes.push(name);
      return Promise.resolve(result);
    };
  }
  const useCases: Partial<UseCases> = {
    submitRequest: counted('submit', { kind: 'submitted', request: request() } as const),
    actOnRequest: counted('act', accepted),
    undoRequest: counted('undo', undone),
    respondToStale: counted('respond', []),
    adoptDrift: counted('adopt', []),
    listDrift: () => Promise.resolve(undefined),
    buildDigest: () => {
      changes.push('scan');
      return Promise.reject(new Error('not scanned here'));
    },
    getRequest: counted('read', request()),
  };
  return { changes, harness: new ListenerHarness({ useCases }) };
}

function staleAnswer(): JsonObject {
  const form = submission(VIEW.staleResponse, { response: 'deregister', channel: 'C0DIGEST' }, {});
  const chosen = { images: { [INPUT_ACTION_ID]: { selected_options: [{ value: encodeChoice(OLD) }] } } };
  return { ...form, view: { ...(form.view as JsonObject), state: { values: chosen } } };
}

describe('a payload that is delivered twice', () => {
  test.each<[string, string, () => JsonObject]>([
    ['a command', 'submit', () => command('share ami-123 with prod')],
    ['a command form', 'submit', () => submission(VIEW.command, { command: 'unpublish' }, { ami: 'ami-123' })],
    ['/ami cancel', 'act', () => command(`cancel ${ID}`)],
    ['/ami retry', 'act', () => command(`retry ${ID}`)],
    ['/ami undo', 'undo', () => command(`undo ${ID}`)],
    ['/ami digest', 'scan', () => command('digest')],
    ['Approve', 'act', () => press(ACTION.approve, ID)],
    ['Retry', 'act', () => press(ACTION.retry, ID)],
    ['Undo', 'undo', () => press(ACTION.undo, ID)],
    ['a denial', 'act', () => submission(VIEW.denial, { request: ID }, { reason: 'No' })],
    ['an answer to the digest', 'respond', staleAnswer],
  ])('of %s is acknowledged twice and processed once', async (_what, change, makePayload) => {
    const { changes, harness } = countingHarness();
    const payload = makePayload();

    await harness.send(payload);
    await harness.send(payload);

    expect(changes).toEqual([change]);
    expect(harness.acknowledged).toHaveLength(2);
    expect(harness.log).toContainEqual(expect.objectContaining({ message: 'repeated delivery ignored' }));
  });

  test('is processed again if it changes nothing', async () => {
    const { changes, harness } = countingHarness();
    const payload = command(`status ${ID}`);

    await harness.send(payload);
    await harness.send(payload);

    expect(changes).toEqual(['read', 'read']);
  });

  test('is recognized without a trigger by its content', async () => {
    const { changes, harness } = countingHarness();
    const payload = Object.fromEntries(
      Object.entries(command('share ami-123 with prod')).filter(([field]) => field !== 'trigger_id'),
    );

    await harness.send(payload);
    await harness.send(payload);
    await harness.send({ ...payload, text: 'share ami-456 with prod' });

    expect(changes).toEqual(['submit', 'submit']);
  });
});

test('two equal commands with a trigger each are two commands', async () => {
  const { changes, harness } = countingHarness();

  await harness.send(command('share ami-123 with prod'));
  await harness.send(command('share ami-123 with prod'));

  expect(changes).toEqual(['submit', 'submit']);
});
