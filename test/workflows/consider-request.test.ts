import { describe, expect, test } from '@jest/globals';
import { considerRequest } from '../../src/workflows/consider-request.js';
import { IMAGE, rule } from './builders.js';
import { copyAndShare } from './copy-and-share.js';
import { Ground } from './ground.js';

describe('considering a request', () => {
  test('says what would be called and which rule decides, and leaves no trace', async () => {
    const approval = rule({ kind: 'approval', approvers: ['U0ANA'], required: 2 });
    const ground = new Ground(copyAndShare, [rule({ kind: 'auto' }, { action: ['deregister'] }), approval]);

    const considered = await considerRequest(ground.process(), { operation: copyAndShare, input: { ami: 'ami-123' } });

    expect(considered).toMatchObject({
      kind: 'possible',
      plan: { subject: IMAGE },
      matches: [{ deciding: { number: 2 }, passed: [{ number: 1, because: 'action' }] }],
      ruling: { kind: 'approval', requirements: [{ rule: 2, required: 2 }] },
    });
    expect(await ground.requests()).toEqual([]);
    expect(ground.copies()).toBe(0);
    expect(ground.announcer.messages.size).toBe(0);
  });

  test('asks no rule about what is not possible', async () => {
    const title = 'Copy it';
    const findings = [{ code: 'x', severity: 'refusal', text: 'It cannot be copied.' }] as const;
    const operation = { ...copyAndShare, plan: () => ({ kind: 'refused', title, findings }) as const };

    const considered = await considerRequest(new Ground().process(), { operation, input: { ami: 'ami-123' } });

    expect(considered).toEqual({ kind: 'refused', title, findings });
  });

  test('says which AMI it lacks', async () => {
    const asked = { operation: copyAndShare, input: { ami: 'ami-999' } };

    expect(await considerRequest(new Ground().process(), asked)).toMatchObject({ kind: 'no-image', id: 'ami-999' });
  });
});
