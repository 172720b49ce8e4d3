import { describe, expect, test } from '@jest/globals';
import {
  AccessDenied,
  NotFound,
  Throttled,
  UnknownOutcome,
  type PortFailure,
} from '../../../src/workflows/ports/errors.js';
import type { Announcer } from '../../../src/workflows/ports/announcer.js';
import { processDue } from '../../../src/workflows/execution/process-request.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { WorkflowHarness } from '../setup.js';

function failing(worker: UseCaseContext, method: keyof Announcer, failure: PortFailure): UseCaseContext {
  return { ...worker, announcer: { ...bound(worker.announcer), [method]: () => Promise.reject(failure) } };
}

function bound(announcer: Announcer): Announcer {
  return {
    post: (request) => announcer.post(request),
    update: (message, request) => announcer.update(message, request),
    notify: (notice, request) => announcer.notify(notice, request),
  };
}

describe('notifying Slack', () => {
  test.each([
    ['Slack is unavailable', new Throttled('Slack answered 503')],
    ['the response is lost', new UnknownOutcome('no answer')],
    ['the channel is archived', new NotFound('is_archived')],
    ['the bot is not in the channel', new AccessDenied('not_in_channel', 'chat:write')],
  ])('stores the request and posts it after Slack recovers: %s', async (_, failure) => {
    const setup = new WorkflowHarness();
    const worker = setup.process();

    await setup.submit(failing(worker, 'post', failure));
    const [stored] = await setup.requests();
    await setup.runUntilSettled(worker);

    expect(stored).toMatchObject({ status: 'pending', notifications: { shownRevision: 0, problem: failure.message } });
    expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['pending']);
    expect((await setup.requests())[0]?.notifications).not.toHaveProperty('problem');
  });

  test('executes an approved request while Slack is unavailable', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();
    await setup.submit(worker);
    const down = failing(failing(worker, 'update', new Throttled('503')), 'notify', new Throttled('503'));

    await setup.approve(down, (await setup.requests())[0]?.id ?? '');
    await setup.runUntilSettled(down, 3);

    expect((await setup.requests())[0]?.status).toBe('done');
    expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['pending']);

    await setup.runUntilSettled(worker);
    expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
    expect(setup.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1']);
  });

  test('retries after the delay that Slack requested, not earlier', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();
    await setup.submit(failing(worker, 'post', new Throttled('ratelimited', 45_000)));

    setup.clock.advance(44);
    await processDue(worker, 10);
    expect(setup.announcer.messages.size).toBe(0);

    setup.clock.advance(1);
    await processDue(worker, 10);
    expect(setup.announcer.messages.size).toBe(1);
  });

  test('posts a deleted message of an open request again', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();
    await setup.submit(worker);
    setup.announcer.messages.clear();

    await setup.approve(worker, (await setup.requests())[0]?.id ?? '');
    await setup.runUntilSettled(worker);

    expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
  });

  test('updates the message if the requester cannot be messaged', async () => {
    const setup = new WorkflowHarness();
    const worker = failing(setup.process(), 'notify', new NotFound('user_not_found'));
    await setup.submit(worker);

    await setup.approve(worker, (await setup.requests())[0]?.id ?? '');
    await setup.runUntilSettled(worker);

    expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
  });

  test('reminds the approvers once, and then expires the request', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();
    await setup.submit(worker);

    setup.clock.advance(4 * 3600);
    await processDue(worker, 10);
    await processDue(worker, 10);
    setup.clock.advance(68 * 3600);
    await processDue(worker, 10);

    expect(setup.announcer.notices.map(({ notice }) => notice)).toEqual(['reminder-1', 'ended-1']);
    expect((await setup.requests())[0]?.status).toBe('expired');
    expect(await setup.store.listDue('2099-01-01T00:00:00.000Z', 10)).toEqual([]);
  });
});
