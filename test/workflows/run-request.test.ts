import { describe, expect, test } from '@jest/globals';
import { findEntry } from '../fakes/in-memory-world.js';
import { Ground, Killed } from './ground.js';

describe('a request', () => {
  test('is asked for, approved, carried out and announced', async () => {
    const ground = new Ground();
    const process = ground.process();

    await ground.ask(process);
    const [asked] = await ground.requests();
    await ground.approve(process, asked?.id ?? '');
    await ground.settle(process);

    const [done] = await ground.requests();
    expect(done?.status).toBe('done');
    expect(ground.copies()).toBe(1);
    expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
    expect(ground.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1']);
    expect(done?.lease).toBeUndefined();
  });
});

describe('a process that dies at any use of a port', () => {
  const places = Array.from({ length: 130 }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((when) => [at, when] as const),
  );

  test.each(places)('use %i, %s its effect: another process ends the request right', async (at, when) => {
    const ground = new Ground();
    const dying = ground.process(at, when);

    await ground.ask(dying).catch(expectKilled);
    const [asked] = await ground.requests();
    if (asked !== undefined) await ground.approve(dying, asked.id).catch(expectKilled);
    await ground.settle(dying).catch(expectKilled);
    const next = ground.process();
    // What was never stored was never promised: the person sees an error and asks again.
    if (asked === undefined) await ground.ask(next);
    const [stored] = await ground.requests();
    await ground.settle(next, 2);
    await ground.approve(next, stored?.id ?? '');
    await ground.settle(next);

    const requests = await ground.requests();
    expect(requests.map(({ status }) => status)).toEqual(['done']);
    const copy = ground.ec2.images.find((entry) => entry.copy !== undefined)?.image;
    expect(ground.copies()).toBe(1);
    expect(findEntry(ground.ec2, { region: 'eu-west-1', imageId: copy?.imageId ?? '' })?.sharedWith).toEqual([
      { kind: 'account', id: '111122223333' },
    ]);
    expect([...ground.announcer.messages.values()].at(-1)?.status).toBe('done');
    expect(new Set(ground.announcer.notices.map(({ notice }) => notice))).toEqual(new Set(['decided-1', 'ended-1']));
  });

  test('the places reach past the end of the request', async () => {
    const ground = new Ground();
    const survivor = ground.process(places.length / 2, 'before');

    await ground.ask(survivor);
    await ground.approve(survivor, (await ground.requests())[0]?.id ?? '');
    await ground.settle(survivor);

    expect((await ground.requests()).map(({ status }) => status)).toEqual(['done']);
  });
});

function expectKilled(error: unknown): void {
  expect(error).toBeInstanceOf(Killed);
}
