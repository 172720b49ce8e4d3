import { describe, expect, test } from '@jest/globals';
import { actOnRequest } from '../../../src/workflows/requests/decide.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { Announcer } from '../../../src/workflows/ports/announcer.js';
import type { Request } from '../../../src/domain/request/types.js';
import { processUntilIdleLogged } from '../../../src/workflows/execution/process-request.js';
import type { RequestActionResult, RequestAction } from '../../../src/workflows/use-cases.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { ana, IMAGE, rita, rule } from '../builders.js';
import { WorkflowHarness } from '../setup.js';
import { stagedRetire } from './staged-request.js';

const APPROVAL = { kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 } as const;
const RULES = [rule(APPROVAL, { inUse: true }), rule(APPROVAL)];

/** A staged request that was just approved, with its first stage done. */
async function startStagedRequest(
  rules = RULES,
): Promise<{ readonly setup: WorkflowHarness; readonly process: UseCaseContext }> {
  const setup = new WorkflowHarness(stagedRetire, rules);
  const worker = setup.process();
  await setup.submit(worker);
  await setup.approve(worker, (await now(setup)).id);
  await setup.runUntilSettled(worker, 1);
  return { setup, process: worker };
}

async function now(setup: WorkflowHarness): Promise<Request> {
  const [request] = await setup.requests();
  if (request === undefined) throw new Error('there is no request');
  return request;
}

async function act(
  worker: UseCaseContext,
  setup: WorkflowHarness,
  action: RequestAction,
  by = rita,
): Promise<RequestActionResult> {
  const { result, lease } = await actOnRequest(worker, { requestId: (await now(setup)).id, by, action });
  if (lease !== undefined) await processUntilIdleLogged(worker, lease);
  return result;
}

function hours(setup: WorkflowHarness, worker: UseCaseContext, count: number): Promise<void> {
  return setup.runUntilSettled(worker, count * 60, 60);
}

function entry(setup: WorkflowHarness) {
  const [image] = setup.ec2.images;
  if (image === undefined) throw new Error('the AMI is gone');
  return image;
}

/** Something in the owner's account begins to use the AMI. */
function use(setup: WorkflowHarness): void {
  Object.assign(entry(setup).usageByAccount, { [IMAGE.account]: [{ type: 'ec2:Instance', arn: 'arn:aws:ec2:::i-1' }] });
}

async function undoOfDisabling(setup: WorkflowHarness) {
  return (await now(setup)).plan.steps.find(({ id }) => id === 'disable')?.undo;
}

function notices(setup: WorkflowHarness): readonly string[] {
  return setup.announcer.notices.map(({ notice }) => notice);
}

describe('a staged request', () => {
  test('runs each stage at its time, after an announcement', async () => {
    const { setup, process: worker } = await startStagedRequest();
    expect(entry(setup).image).toMatchObject({ state: 'available', deprecatedAt: '2026-11-24T10:00:00.000Z' });

    await hours(setup, worker, 2.9);
    expect(notices(setup)).toEqual(['decided-1']);
    await hours(setup, worker, 0.2);
    expect(notices(setup)).toEqual(['decided-1', 'stage-in-channel-1', 'stage-1']);
    expect(entry(setup).image.state).toBe('available');

    await hours(setup, worker, 1);
    expect(entry(setup).image.state).toBe('disabled');
    await hours(setup, worker, 4);

    expect(setup.ec2.images).toEqual([]);
    expect((await now(setup)).status).toBe('done');
    expect(notices(setup).slice(3)).toEqual(['stage-in-channel-2', 'stage-2', 'ended-1']);
  });

  test('holds no lease while it waits, and is due when the next stage is announced', async () => {
    const { setup } = await startStagedRequest();

    const request = await now(setup);

    expect(request).toMatchObject({ status: 'running', steps: { deprecate: { state: 'done' } } });
    expect(request.lease).toBeUndefined();
    expect(await setup.store.listDue('2026-11-24T11:59:00.000Z', 10)).toEqual([]);
    expect(await setup.store.listDue('2026-11-24T12:01:00.000Z', 10)).toEqual([request.id]);
  });

  test('runs once if several processes take turns', async () => {
    const { setup } = await startStagedRequest();

    for (let attempt = 0; attempt < 9 * 12; attempt += 1) {
      await Promise.all([setup.runUntilSettled(setup.process(), 1, 60), setup.runUntilSettled(setup.process(), 4, 60)]);
    }

    const { status, history } = await now(setup);
    expect(status).toBe('done');
    expect(history.filter(({ type }) => type === 'step-started')).toHaveLength(3);
    expect(notices(setup).filter((notice) => notice.startsWith('stage-1'))).toHaveLength(1);
  });

  test('records what a stage removes at the time that it runs', async () => {
    const { setup, process: worker } = await startStagedRequest();
    expect(await undoOfDisabling(setup)).toEqual([]);

    entry(setup).sharedWith = [{ kind: 'account', id: '111122223333' }];
    await hours(setup, worker, 4.1);

    expect(await undoOfDisabling(setup)).toMatchObject([{ title: 'Share it with 111122223333 again' }]);
    expect((await now(setup)).status).toBe('running');
  });
});

describe('a stage', () => {
  test('waits for the notice period after its announcement, even after an outage', async () => {
    const { setup, process: worker } = await startStagedRequest();
    setup.clock.advance(3 * 86_400);

    await hours(setup, worker, 0.9);
    expect(entry(setup).image.state).toBe('available');
    await hours(setup, worker, 0.2);

    expect(entry(setup).image.state).toBe('disabled');
  });

  test('waits while Slack does not accept the announcement', async () => {
    const { setup, process: worker } = await startStagedRequest();
    const silent: Announcer = {
      ...bound(setup.announcer),
      notify: () => Promise.reject(new Throttled('out of order')),
    };

    await hours(setup, { ...worker, announcer: silent }, 6);
    expect(entry(setup).image.state).toBe('available');
    await hours(setup, worker, 0.2);

    expect(entry(setup).image.state).toBe('disabled');
  });

  test('waits while the AMI cannot be read', async () => {
    const { setup, process: worker } = await startStagedRequest();
    const blind = { ...worker.observer, observeImage: () => Promise.reject(new Throttled('slow down')) };

    await hours(setup, { ...worker, observer: blind }, 3.1);
    expect(await now(setup)).toMatchObject({ status: 'running', retryState: {} });
    await hours(setup, worker, 2);

    expect(entry(setup).image.state).toBe('disabled');
    expect((await now(setup)).retryState).toBeUndefined();
  });
});

describe('new use of the AMI', () => {
  test('stops the request before the next stage and asks for a new approval', async () => {
    const { setup, process: worker } = await startStagedRequest();
    use(setup);

    await hours(setup, worker, 5);

    const request = await now(setup);
    expect(request).toMatchObject({ status: 'pending', approvals: [], steps: { deprecate: { state: 'done' } } });
    expect(request.history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['New: In use in images.', 'The AMI is in use now.'],
    });
    expect(entry(setup).image.state).toBe('available');
    expect(notices(setup)).toEqual(['decided-1', 'returned-for-approval-1']);
  });

  test.each(['after the announcement', 'on the last stretch'] as const)('is also detected %s', async (when) => {
    const { setup, process: worker } = await startStagedRequest();
    await hours(setup, worker, when === 'after the announcement' ? 3.5 : 7.5);
    use(setup);

    await hours(setup, worker, 1);

    expect((await now(setup)).status).toBe('pending');
    expect(entry(setup).image.state).toBe(when === 'after the announcement' ? 'available' : 'disabled');
  });

  test('does not stop the request if the approvers accept it', async () => {
    const { setup, process: worker } = await startStagedRequest();
    use(setup);
    await hours(setup, worker, 4);

    await setup.approve(worker, (await now(setup)).id);
    await hours(setup, worker, 1.1);
    expect(entry(setup).image.state).toBe('disabled');
    await hours(setup, worker, 4);

    expect((await now(setup)).status).toBe('done');
  });

  test('ends the request if the approvers deny it, and completed stages remain', async () => {
    const { setup, process: worker } = await startStagedRequest();
    use(setup);
    await hours(setup, worker, 4);

    await act(worker, setup, { kind: 'deny', reason: 'We need it.' }, ana);
    await hours(setup, worker, 9);

    expect(await now(setup)).toMatchObject({ status: 'denied', steps: { deprecate: { state: 'done' } } });
    expect(entry(setup).image.state).toBe('available');
  });

  test('fails the request if no rule allows removing an AMI in use', async () => {
    const { setup, process: worker } = await startStagedRequest([rule(APPROVAL)]);
    use(setup);

    await hours(setup, worker, 5);

    expect(await now(setup)).toMatchObject({
      status: 'failed',
      failure: {
        code: 'in-use',
        params: { differences: 'New: In use in images. The AMI is in use now.' },
      },
    });
    expect(entry(setup).image.state).toBe('available');
  });

  test('is assumed if it can no longer be read', async () => {
    const { setup, process: worker } = await startStagedRequest();
    setup.ec2.denied[IMAGE.account] = ['ec2:DescribeImageReferences'];

    await hours(setup, worker, 5);

    expect((await now(setup)).history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['New: In use in images.', 'Whether the AMI is in use can no longer be read.'],
    });
  });
});

test('does not repeat a stage that was reverted manually, and asks for approval', async () => {
  const { setup, process: worker } = await startStagedRequest();
  const { deprecatedAt, ...image } = entry(setup).image;
  expect(deprecatedAt).toMatch(/^\d{4}-/);
  entry(setup).image = image;

  await hours(setup, worker, 5);
  expect((await now(setup)).history.find(({ type }) => type === 'plan-changed')).toMatchObject({
    differences: ['New: This was reverted outside of the request: Deprecate it.'],
  });
  await setup.approve(worker, (await now(setup)).id);
  await hours(setup, worker, 9);

  expect(await now(setup)).toMatchObject({ status: 'done' });
  expect((await now(setup)).history.filter(({ type }) => type === 'step-started')).toHaveLength(3);
});

describe('Stop', () => {
  test.each<[string, RequestAction['kind'] & ('stop' | 'cancel'), typeof rita]>([
    ['the button, by the requester', 'stop', rita],
    ['the button, by an approver', 'stop', ana],
    ['the command', 'cancel', rita],
  ])('ends a waiting request: %s', async (_, kind, by) => {
    const { setup, process: worker } = await startStagedRequest();
    await hours(setup, worker, 3.5);

    await act(worker, setup, { kind }, by);

    expect(await now(setup)).toMatchObject({
      status: 'cancelled',
      steps: { deprecate: { state: 'done' }, disable: { state: 'skipped' }, deregister: { state: 'skipped' } },
    });
    await hours(setup, worker, 9);
    expect(entry(setup).image.state).toBe('available');
    expect([...setup.announcer.messages.values()].at(-1)?.status).toBe('cancelled');
  });

  test('lets the current step finish first', async () => {
    const { setup, process: worker } = await startStagedRequest();
    const { executor } = worker;
    let pressed = false;
    const pressing: UseCaseContext = {
      ...worker,
      executor: {
        ...executor,
        async executeCall(call, attribution) {
          if (!pressed) await act(setup.process(), setup, { kind: 'stop' });
          pressed = true;
          return executor.executeCall(call, attribution);
        },
      },
    };

    await hours(setup, pressing, 4.2);

    expect(await now(setup)).toMatchObject({
      status: 'cancelled',
      steps: { disable: { state: 'done' }, deregister: { state: 'skipped' } },
    });
    expect(entry(setup).image.state).toBe('disabled');
  });

  test('prevents the next step if pressed while the AMI is observed again', async () => {
    const { setup, process: worker } = await startStagedRequest();
    await hours(setup, worker, 3.5);
    const { observer } = worker;
    const pressing: UseCaseContext = {
      ...worker,
      observer: {
        ...observer,
        async observeImage(image, needs) {
          await act(setup.process(), setup, { kind: 'stop' });
          return observer.observeImage(image, needs);
        },
      },
    };

    await hours(setup, pressing, 1);

    expect((await now(setup)).status).toBe('cancelled');
    expect(entry(setup).image.state).toBe('available');
  });
});

/** The same, as an object of its own: a class's methods are not copied. */
function bound(announcer: Announcer): Announcer {
  return {
    post: (request) => announcer.post(request),
    update: (message, request) => announcer.update(message, request),
    notify: (notice, request) => announcer.notify(notice, request),
  };
}
