import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/workflows/request/types.js';
import { canBeUndone } from '../../src/workflows/undo/take-back.js';
import { AUTO } from './operations-ground.js';
import { UndoGround } from './undo/undo-ground.js';

const LINE = '/ami import s3://vm-images/web-1.ova as web-1';

async function asked(ground: UndoGround): Promise<Request> {
  const submission = await ground.ask(LINE);
  if (submission.kind !== 'submitted') throw new Error(submission.kind);
  return ground.load(submission.request.id);
}

async function stopped(ground: UndoGround, { id, requester }: Request): Promise<Request> {
  await ground.act(id, { kind: 'stop' }, requester);
  await ground.settle();
  return ground.load(id);
}

function statesOf({ steps }: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(steps).map(([id, { state }]) => [id, state]));
}

describe('an import', () => {
  test('ends with one AMI that carries the name and the request as tags', async () => {
    const ground = new UndoGround();

    const request = await ground.carryOut(LINE);

    expect(request).toMatchObject({ status: 'done' });
    expect(ground.ec2.images.at(-1)?.image.tags).toEqual({
      Name: 'web-1',
      'ami-steward:request': request?.id,
      'ami-steward:step': 'name',
    });
  });

  test('is one, also when the answer to the call is lost', async () => {
    const ground = new UndoGround();
    ground.ec2.faults.push({ call: 'ImportImage', fault: { kind: 'lost-answer' } });

    expect(await ground.carryOut(LINE)).toMatchObject({ status: 'done' });
    expect(ground.ec2.imports).toHaveLength(1);
  });

  test('that cannot be tagged fails, and the AMI can be taken back', async () => {
    const ground = new UndoGround();
    ground.ec2.denied['999988887777'] = ['ec2:CreateTags'];

    const request = await ground.carryOut(LINE);

    expect(request).toMatchObject({ status: 'failed', failure: { code: 'denied' } });
    expect(request !== undefined && canBeUndone(request)).toBe(true);
  });

  test('that fails says why once, although what has ended cannot be cancelled', async () => {
    const ground = new UndoGround(AUTO, { failure: 'ClientError: Unknown OS / Missing OS files' });

    const request = await ground.carryOut(LINE);

    expect(request).toMatchObject({
      status: 'failed',
      failure: { message: 'ClientError: Unknown OS / Missing OS files' },
    });
    expect(request === undefined ? {} : statesOf(request)).toEqual({
      import: 'failed',
      name: 'skipped',
      'clean-up': 'done',
    });
    expect(await ground.undo(request?.id ?? '')).toMatchObject({
      kind: 'refused',
      findings: [{ code: 'nothing-to-undo', text: expect.stringContaining('it has changed nothing') }],
    });
  });
});

describe('stopping an import', () => {
  test('cancels it', async () => {
    const ground = new UndoGround();

    const request = await stopped(ground, await asked(ground));

    expect(request.status).toBe('cancelled');
    expect(statesOf(request)).toEqual({ import: 'failed', name: 'skipped', 'clean-up': 'done' });
    expect(ground.ec2.imports).toMatchObject([{ cancelled: true }]);
  });

  test('that is over at the last look keeps its AMI, which Undo takes back', async () => {
    const ground = new UndoGround();
    const before = await asked(ground);
    ground.clock.advance(3_600);

    const request = await stopped(ground, before);

    expect(request.status).toBe('cancelled');
    expect(statesOf(request)).toEqual({ import: 'done', name: 'skipped', 'clean-up': 'skipped' });
    expect(canBeUndone(request)).toBe(true);
  });

  test('comes too late once it is named', async () => {
    const ground = new UndoGround();
    const request = await ground.carryOut(LINE);

    const answer = await ground.act(request?.id ?? '', { kind: 'stop' });

    expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'too-late' } });
  });
});
