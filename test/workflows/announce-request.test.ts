import { describe, expect, test } from '@jest/globals';
import { Denied, Gone, Throttled, UnknownOutcome, type PortFailure } from '../../src/workflows/errors.js';
import type { Announcer } from '../../src/workflows/ports.js';
import { runDue } from '../../src/workflows/run-request.js';
import type { World } from '../../src/workflows/world.js';
import { Ground } from './ground.js';

function failing(process: World, method: keyof Announcer, failure: PortFailure): World {
  return { ...process, announcer: { ...bound(process.announcer), [method]: () => Promise.reject(failure) } };
}

function bound(announcer: Announcer): Announcer {
  return {
    post: (request) => announcer.post(request),
    update: (message, request) => announcer.update(message, request),
    tell: (notice, request) => announcer.tell(notice, request),
  };
}

describe('telling Slack', () => {
  test.each([
    ['Slack is out of order', new Throttled('Slack answered 503')],
    ['the answer is lost', new UnknownOutcome('no answer')],
    ['the channel is archived', new Gone('is_archived')],
    ['the bot is not in the channel', new Denied('not_in_channel', 'chat:write')],
  ])('a request is kept, and posted when Slack takes it again: %s', async (_, failure) => {
    const ground = new Ground();
    const process = ground.process();

    await ground.ask(failing(process, 'post', failure));
    const [stored] = await ground.requests();
    await ground.settle(process);

    expect(stored).toMatchObject({ status: 'pending', announced: { shown: 0, problem: failure.message } });
    expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['pending']);
    expect((await ground.requests())[0]?.announced).not.toHaveProperty('problem');
  });

  test('Slack being down does not keep an approved request from being carried out', async () => {
    const ground = new Ground();
    const process = ground.process();
    await ground.ask(process);
    const down = failing(failing(process, 'update', new Throttled('503')), 'tell', new Throttled('503'));

    await ground.approve(down, (await ground.requests())[0]?.id ?? '');
    await ground.settle(down, 3);

    expect((await ground.requests())[0]?.status).toBe('done');
    expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['pending']);

    await ground.settle(process);
    expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
    expect(ground.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1']);
  });

  test('asks again when Slack said, not before', async () => {
    const ground = new Ground();
    const process = ground.process();
    await ground.ask(failing(process, 'post', new Throttled('ratelimited', 45_000)));

    ground.clock.advance(44);
    await runDue(process, 10);
    expect(ground.announcer.messages.size).toBe(0);

    ground.clock.advance(1);
    await runDue(process, 10);
    expect(ground.announcer.messages.size).toBe(1);
  });

  test('a deleted message of an open request is posted again', async () => {
    const ground = new Ground();
    const process = ground.process();
    await ground.ask(process);
    ground.announcer.messages.clear();

    await ground.approve(process, (await ground.requests())[0]?.id ?? '');
    await ground.settle(process);

    expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
  });

  test('a requester who cannot be written to keeps nothing else from being told', async () => {
    const ground = new Ground();
    const process = failing(ground.process(), 'tell', new Gone('user_not_found'));
    await ground.ask(process);

    await ground.approve(process, (await ground.requests())[0]?.id ?? '');
    await ground.settle(process);

    expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
  });

  test('the approvers are reminded once, and the request expires', async () => {
    const ground = new Ground();
    const process = ground.process();
    await ground.ask(process);

    ground.clock.advance(4 * 3600);
    await runDue(process, 10);
    await runDue(process, 10);
    ground.clock.advance(68 * 3600);
    await runDue(process, 10);

    expect(ground.announcer.notices.map(({ notice }) => notice)).toEqual(['reminder-1', 'ended-1']);
    expect((await ground.requests())[0]?.status).toBe('expired');
    expect(await ground.store.due('2099-01-01T00:00:00.000Z', 10)).toEqual([]);
  });
});
