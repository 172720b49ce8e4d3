import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/domain/request/types.js';
import { canBeUndone } from '../../../src/domain/undo/revertible-steps.js';
import { AUTO_APPROVE } from '../operations-setup.js';
import { UndoHarness } from '../requests/undo-setup.js';

const LINE = '/ami import s3://vm-images/web-1.ova as web-1';

async function asked(setup: UndoHarness): Promise<Request> {
  const submission = await setup.submit(LINE);
  if (submission.kind !== 'submitted') throw new Error(submission.kind);
  return setup.load(submission.request.id);
}

async function stopped(setup: UndoHarness, { id, requester }: Request): Promise<Request> {
  await setup.act(id, { kind: 'stop' }, requester);
  await setup.runUntilSettled();
  return setup.load(id);
}

function statesOf({ steps }: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(steps).map(([id, { state }]) => [id, state]));
}

describe('an import', () => {
  test('creates one AMI with the name and the request as tags', async () => {
    const setup = new UndoHarness();

    const request = await setup.submitAndRun(LINE);

    expect(request).toMatchObject({ status: 'done' });
    expect(setup.ec2.images.at(-1)?.image.tags).toEqual({
      Name: 'web-1',
      'ami-steward:request': request?.id,
      'ami-steward:step': 'name',
    });
  });

  test('runs once even if the response is lost', async () => {
    const setup = new UndoHarness();
    setup.ec2.faults.push({ call: 'ImportImage', fault: { kind: 'lost-answer' } });

    expect(await setup.submitAndRun(LINE)).toMatchObject({ status: 'done' });
    expect(setup.ec2.imports).toHaveLength(1);
  });

  test('fails if the AMI cannot be tagged, and can be undone', async () => {
    const setup = new UndoHarness();
    setup.ec2.denied['999988887777'] = ['ec2:CreateTags'];

    const request = await setup.submitAndRun(LINE);

    expect(request).toMatchObject({ status: 'failed', failure: { code: 'access-denied' } });
    expect(request !== undefined && canBeUndone(request)).toBe(true);
  });

  test('reports its failure once, even though a finished task cannot be cancelled', async () => {
    const setup = new UndoHarness(AUTO_APPROVE, { failure: 'ClientError: Unknown OS / Missing OS files' });

    const request = await setup.submitAndRun(LINE);

    expect(request).toMatchObject({
      status: 'failed',
      failure: { message: 'ClientError: Unknown OS / Missing OS files' },
    });
    expect(request === undefined ? {} : statesOf(request)).toEqual({
      import: 'failed',
      name: 'skipped',
      'clean-up': 'done',
    });
    expect(await setup.undo(request?.id ?? '')).toMatchObject({
      kind: 'refused',
      findings: [{ code: 'nothing-to-undo', text: expect.stringContaining('it has changed nothing') }],
    });
  });
});

describe('stopping an import', () => {
  test('cancels the import task', async () => {
    const setup = new UndoHarness();

    const request = await stopped(setup, await asked(setup));

    expect(request.status).toBe('cancelled');
    expect(statesOf(request)).toEqual({ import: 'failed', name: 'skipped', 'clean-up': 'done' });
    expect(setup.ec2.imports).toMatchObject([{ cancelled: true }]);
  });

  test('keeps the AMI if the import has just finished, and Undo can remove it', async () => {
    const setup = new UndoHarness();
    const before = await asked(setup);
    setup.clock.advance(3_600);

    const request = await stopped(setup, before);

    expect(request.status).toBe('cancelled');
    expect(statesOf(request)).toEqual({ import: 'done', name: 'skipped', 'clean-up': 'skipped' });
    expect(canBeUndone(request)).toBe(true);
  });

  test('is refused after the AMI is named', async () => {
    const setup = new UndoHarness();
    const request = await setup.submitAndRun(LINE);

    const result = await setup.act(request?.id ?? '', { kind: 'stop' });

    expect(result).toMatchObject({ kind: 'refused', refusal: { code: 'too-late' } });
  });
});
