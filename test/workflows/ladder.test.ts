import { describe, expect, test } from '@jest/globals';
import { decideRequest } from '../../src/workflows/decide-request.js';
import { Throttled } from '../../src/workflows/errors.js';
import type { Announcer } from '../../src/workflows/ports.js';
import type { Request } from '../../src/workflows/request/types.js';
import { driveSafely } from '../../src/workflows/run-request.js';
import type { DeedAnswer, DeedAttempt } from '../../src/workflows/use-cases.js';
import type { World } from '../../src/workflows/world.js';
import { ana, IMAGE, rita, rule } from './builders.js';
import { Ground } from './ground.js';
import { ladder } from './ladder.js';

const APPROVAL = { kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 } as const;
const RULES = [rule(APPROVAL, { inUse: true }), rule(APPROVAL)];

/** A ladder that was approved a moment ago, and so has taken its first step. */
async function climbing(rules = RULES): Promise<{ readonly ground: Ground; readonly process: World }> {
  const ground = new Ground(ladder, rules);
  const process = ground.process();
  await ground.ask(process);
  await ground.approve(process, (await now(ground)).id);
  await ground.settle(process, 1);
  return { ground, process };
}

async function now(ground: Ground): Promise<Request> {
  const [request] = await ground.requests();
  if (request === undefined) throw new Error('nothing was asked for');
  return request;
}

async function act(process: World, ground: Ground, attempt: DeedAttempt, by = rita): Promise<DeedAnswer> {
  const { answer, hold } = await decideRequest(process, { requestId: (await now(ground)).id, by, attempt });
  if (hold !== undefined) await driveSafely(process, hold);
  return answer;
}

function hours(ground: Ground, process: World, count: number): Promise<void> {
  return ground.settle(process, count * 60, 60);
}

function entry(ground: Ground) {
  const [image] = ground.ec2.images;
  if (image === undefined) throw new Error('the AMI is gone');
  return image;
}

/** Something in the owner's account begins to use the AMI. */
function use(ground: Ground): void {
  Object.assign(entry(ground).usedIn, { [IMAGE.account]: [{ type: 'ec2:Instance', arn: 'arn:aws:ec2:::i-1' }] });
}

async function undoOfDisabling(ground: Ground) {
  return (await now(ground)).plan.steps.find(({ id }) => id === 'disable')?.undo;
}

function notices(ground: Ground): readonly string[] {
  return ground.announcer.notices.map(({ notice }) => notice);
}

describe('a ladder', () => {
  test('takes rung after rung at its time, each announced before', async () => {
    const { ground, process } = await climbing();
    expect(entry(ground).image).toMatchObject({ state: 'available', deprecatedAt: '2026-11-24T10:00:00.000Z' });

    await hours(ground, process, 2.9);
    expect(notices(ground)).toEqual(['decided-1']);
    await hours(ground, process, 0.2);
    expect(notices(ground)).toEqual(['decided-1', 'rung-in-channel-1', 'rung-1']);
    expect(entry(ground).image.state).toBe('available');

    await hours(ground, process, 1);
    expect(entry(ground).image.state).toBe('disabled');
    await hours(ground, process, 4);

    expect(ground.ec2.images).toEqual([]);
    expect((await now(ground)).status).toBe('done');
    expect(notices(ground).slice(3)).toEqual(['rung-in-channel-2', 'rung-2', 'ended-1']);
  });

  test('holds nothing while it waits, and is due when the next rung is to be announced', async () => {
    const { ground } = await climbing();

    const request = await now(ground);

    expect(request).toMatchObject({ status: 'running', steps: { deprecate: { state: 'done' } } });
    expect(request.lease).toBeUndefined();
    expect(await ground.store.due('2026-11-24T11:59:00.000Z', 10)).toEqual([]);
    expect(await ground.store.due('2026-11-24T12:01:00.000Z', 10)).toEqual([request.id]);
  });

  test('is carried out once by several processes that come and go', async () => {
    const { ground } = await climbing();

    for (let round = 0; round < 9 * 12; round += 1) {
      await Promise.all([ground.settle(ground.process(), 1, 60), ground.settle(ground.process(), 4, 60)]);
    }

    const { status, history } = await now(ground);
    expect(status).toBe('done');
    expect(history.filter(({ type }) => type === 'step-started')).toHaveLength(3);
    expect(notices(ground).filter((notice) => notice.startsWith('rung-1'))).toHaveLength(1);
  });

  test('writes down what a rung takes away as it is at that moment', async () => {
    const { ground, process } = await climbing();
    expect(await undoOfDisabling(ground)).toEqual([]);

    entry(ground).sharedWith = [{ kind: 'account', id: '111122223333' }];
    await hours(ground, process, 4.1);

    expect(await undoOfDisabling(ground)).toMatchObject([{ title: 'Share it with 111122223333 again' }]);
    expect((await now(ground)).status).toBe('running');
  });
});

describe('a rung', () => {
  test('waits until people could have heard of it, also where no process ran for days', async () => {
    const { ground, process } = await climbing();
    ground.clock.advance(3 * 86_400);

    await hours(ground, process, 0.9);
    expect(entry(ground).image.state).toBe('available');
    await hours(ground, process, 0.2);

    expect(entry(ground).image.state).toBe('disabled');
  });

  test('waits while Slack cannot be told of it', async () => {
    const { ground, process } = await climbing();
    const silent: Announcer = { ...bound(ground.announcer), tell: () => Promise.reject(new Throttled('out of order')) };

    await hours(ground, { ...process, announcer: silent }, 6);
    expect(entry(ground).image.state).toBe('available');
    await hours(ground, process, 0.2);

    expect(entry(ground).image.state).toBe('disabled');
  });

  test('waits while the AMI cannot be looked at', async () => {
    const { ground, process } = await climbing();
    const blind = { ...process.cloud, observe: () => Promise.reject(new Throttled('slow down')) };

    await hours(ground, { ...process, cloud: blind }, 3.1);
    expect(await now(ground)).toMatchObject({ status: 'running', trouble: {} });
    await hours(ground, process, 2);

    expect(entry(ground).image.state).toBe('disabled');
    expect((await now(ground)).trouble).toBeUndefined();
  });
});

describe('something that began to use the AMI', () => {
  test('stops the ladder before the next rung, which asks with what is new', async () => {
    const { ground, process } = await climbing();
    use(ground);

    await hours(ground, process, 5);

    const request = await now(ground);
    expect(request).toMatchObject({ status: 'pending', approvals: [], steps: { deprecate: { state: 'done' } } });
    expect(request.history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['New: In use in images.', 'The AMI is in use now.'],
    });
    expect(entry(ground).image.state).toBe('available');
    expect(notices(ground)).toEqual(['decided-1', 'sent-back-1']);
  });

  test.each(['after the announcement', 'on the last stretch'] as const)('is seen also %s', async (when) => {
    const { ground, process } = await climbing();
    await hours(ground, process, when === 'after the announcement' ? 3.5 : 7.5);
    use(ground);

    await hours(ground, process, 1);

    expect((await now(ground)).status).toBe('pending');
    expect(entry(ground).image.state).toBe(when === 'after the announcement' ? 'available' : 'disabled');
  });

  test('does not stop it once the approvers have said so', async () => {
    const { ground, process } = await climbing();
    use(ground);
    await hours(ground, process, 4);

    await ground.approve(process, (await now(ground)).id);
    await hours(ground, process, 1.1);
    expect(entry(ground).image.state).toBe('disabled');
    await hours(ground, process, 4);

    expect((await now(ground)).status).toBe('done');
  });

  test('ends it where they say no: what was done stays done', async () => {
    const { ground, process } = await climbing();
    use(ground);
    await hours(ground, process, 4);

    await act(process, ground, { kind: 'deny', reason: 'We need it.' }, ana);
    await hours(ground, process, 9);

    expect(await now(ground)).toMatchObject({ status: 'denied', steps: { deprecate: { state: 'done' } } });
    expect(entry(ground).image.state).toBe('available');
  });

  test('ends it in failure, with what is new, where no rule lets an AMI be taken away that is in use', async () => {
    const { ground, process } = await climbing([rule(APPROVAL)]);
    use(ground);

    await hours(ground, process, 5);

    expect(await now(ground)).toMatchObject({
      status: 'failed',
      failure: {
        code: 'in-use',
        message: 'The rules in force no longer allow this. New: In use in images. The AMI is in use now.',
      },
    });
    expect(entry(ground).image.state).toBe('available');
  });

  test('counts as found when it cannot be told any more', async () => {
    const { ground, process } = await climbing();
    ground.ec2.denied[IMAGE.account] = ['ec2:DescribeImageReferences'];

    await hours(ground, process, 5);

    expect((await now(ground)).history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['New: In use in images.', 'Whether the AMI is in use cannot be told any more.'],
    });
  });
});

test('a rung that somebody took back by hand is not taken again: the ladder asks', async () => {
  const { ground, process } = await climbing();
  const { deprecatedAt, ...image } = entry(ground).image;
  expect(deprecatedAt).toBeDefined();
  entry(ground).image = image;

  await hours(ground, process, 5);
  expect((await now(ground)).history.find(({ type }) => type === 'plan-changed')).toMatchObject({
    differences: ['New: Somebody has taken this back since it was done here: Deprecate it.'],
  });
  await ground.approve(process, (await now(ground)).id);
  await hours(ground, process, 9);

  expect(await now(ground)).toMatchObject({ status: 'done' });
  expect((await now(ground)).history.filter(({ type }) => type === 'step-started')).toHaveLength(3);
});

describe('Stop', () => {
  test.each<[string, DeedAttempt['kind'] & ('stop' | 'cancel'), typeof rita]>([
    ['the button, by whoever asked', 'stop', rita],
    ['the button, by an approver', 'stop', ana],
    ['the command', 'cancel', rita],
  ])('ends a ladder that waits: %s', async (_, kind, by) => {
    const { ground, process } = await climbing();
    await hours(ground, process, 3.5);

    await act(process, ground, { kind }, by);

    expect(await now(ground)).toMatchObject({
      status: 'cancelled',
      steps: { deprecate: { state: 'done' }, disable: { state: 'skipped' }, deregister: { state: 'skipped' } },
    });
    await hours(ground, process, 9);
    expect(entry(ground).image.state).toBe('available');
    expect([...ground.announcer.messages.values()].at(-1)?.status).toBe('cancelled');
  });

  test('lets the step in hand end first', async () => {
    const { ground, process } = await climbing();
    const { cloud } = process;
    let pressed = false;
    const pressing: World = {
      ...process,
      cloud: {
        ...cloud,
        async call(call, errand) {
          if (!pressed) await act(ground.process(), ground, { kind: 'stop' });
          pressed = true;
          return cloud.call(call, errand);
        },
      },
    };

    await hours(ground, pressing, 4.2);

    expect(await now(ground)).toMatchObject({
      status: 'cancelled',
      steps: { disable: { state: 'done' }, deregister: { state: 'skipped' } },
    });
    expect(entry(ground).image.state).toBe('disabled');
  });

  test('that comes while the AMI is looked at again keeps the step from being begun', async () => {
    const { ground, process } = await climbing();
    await hours(ground, process, 3.5);
    const { cloud } = process;
    const pressing: World = {
      ...process,
      cloud: {
        ...cloud,
        async observe(image, needs) {
          await act(ground.process(), ground, { kind: 'stop' });
          return cloud.observe(image, needs);
        },
      },
    };

    await hours(ground, pressing, 1);

    expect((await now(ground)).status).toBe('cancelled');
    expect(entry(ground).image.state).toBe('available');
  });
});

/** The same, as an object of its own: a class's methods are not copied. */
function bound(announcer: Announcer): Announcer {
  return {
    post: (request) => announcer.post(request),
    update: (message, request) => announcer.update(message, request),
    tell: (notice, request) => announcer.tell(notice, request),
  };
}
