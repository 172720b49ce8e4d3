import { describe, expect, test } from '@jest/globals';
import { processDue } from '../../../src/workflows/execution/process-request.js';
import { Rejected } from '../../../src/workflows/ports/errors.js';
import { findEntry } from '../../fakes/in-memory-world.js';
import { WorkflowHarness, ProcessKilled } from '../setup.js';
import { runs } from '../../runs.js';

describe('a request', () => {
  test('is submitted, approved, executed and announced', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();

    await setup.submit(worker);
    const [asked] = await setup.requests();
    await setup.approve(worker, asked?.id ?? '');
    await setup.runUntilSettled(worker);

    const [done] = await setup.requests();
    expect(done?.status).toBe('done');
    expect(setup.copies()).toBe(1);
    expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
    expect(setup.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1']);
    expect(done?.lease).toBeUndefined();
  });
});

describe('processDue', () => {
  test('counts the requests that it processed, and none that failed or that another process holds', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();
    await setup.submit(worker);
    const [asked] = await setup.requests();
    // Due as soon as the approval expires.
    setup.clock.advance(80 * 3_600);
    const failing = { ...setup.store, load: () => Promise.reject(new Rejected('unreadable-record', 'a newer schema')) };

    expect(await processDue({ ...worker, store: failing }, 10)).toBe(0);
    const [first, second] = await Promise.all([processDue(worker, 10), processDue(setup.process(), 10)]);

    expect(first + second).toBe(1);
    expect((await setup.store.load(asked?.id ?? ''))?.status).toBe('expired');
    expect(await processDue(worker, 10)).toBe(0);
  });
});

describe('a process that dies at any port call', () => {
  const last = 130;
  const between = runs(4, 1);
  const places = Array.from({ length: last / between }, (_, index) => index * between + 1).flatMap((at) =>
    (['before', 'after'] as const).map((when) => [at, when] as const),
  );

  test.each(places)('call %i, %s its effect: another process completes the request', async (at, when) => {
    const setup = new WorkflowHarness();
    const dying = setup.process(at, when);

    await setup.submit(dying).catch(expectKilled);
    const [asked] = await setup.requests();
    if (asked !== undefined) await setup.approve(dying, asked.id).catch(expectKilled);
    await setup.runUntilSettled(dying).catch(expectKilled);
    const next = setup.process();
    // What was never stored was never promised: the person sees an error and asks again.
    if (asked === undefined) await setup.submit(next);
    const [stored] = await setup.requests();
    await setup.runUntilSettled(next, 2);
    await setup.approve(next, stored?.id ?? '');
    await setup.runUntilSettled(next);

    const requests = await setup.requests();
    expect(requests.map(({ status }) => status)).toEqual(['done']);
    const copy = setup.ec2.images.find((entry) => entry.copy !== undefined)?.image;
    expect(setup.copies()).toBe(1);
    expect(findEntry(setup.ec2, { region: 'eu-west-1', imageId: copy?.imageId ?? '' })?.sharedWith).toEqual([
      { kind: 'account', id: '111122223333' },
    ]);
    expect([...setup.announcer.messages.values()].at(-1)?.status).toBe('done');
    expect(new Set(setup.announcer.notices.map(({ notice }) => notice))).toEqual(new Set(['decided-1', 'ended-1']));
  });

  test('survives if the call number exceeds the calls of the request', async () => {
    const setup = new WorkflowHarness();
    const survivor = setup.process(last, 'before');

    await setup.submit(survivor);
    await setup.approve(survivor, (await setup.requests())[0]?.id ?? '');
    await setup.runUntilSettled(survivor);

    expect((await setup.requests()).map(({ status }) => status)).toEqual(['done']);
  });
});

function expectKilled(error: unknown): void {
  expect(error).toBeInstanceOf(ProcessKilled);
}
