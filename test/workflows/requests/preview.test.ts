import { describe, expect, test } from '@jest/globals';
import { previewRequest } from '../../../src/workflows/requests/submit.js';
import { IMAGE, rule } from '../builders.js';
import { copyAndShare } from '../execution/copy-and-share.js';
import { WorkflowHarness } from '../setup.js';

describe('previewing a request', () => {
  test('returns the plan and the deciding rule of each effect, and changes nothing', async () => {
    const approval = rule({ kind: 'approval', approvers: ['U0ANA'], required: 2 });
    const setup = new WorkflowHarness(copyAndShare, [rule({ kind: 'auto' }, { action: ['deregister'] }), approval]);

    const considered = await previewRequest(setup.process(), { operation: copyAndShare, input: { ami: 'ami-123' } });

    expect(considered).toMatchObject({
      kind: 'planned',
      plan: { subject: IMAGE },
      matches: ['copy', 'share'].map((action) => ({
        effect: { action },
        deciding: { number: 2 },
        skipped: [{ number: 1, mismatch: 'action' }],
      })),
      policyDecision: { kind: 'approval', requirements: [{ rule: 2, required: 2 }] },
    });
    expect(await setup.requests()).toEqual([]);
    expect(setup.copies()).toBe(0);
    expect(setup.announcer.messages.size).toBe(0);
  });

  test('evaluates no rule if the operation is not possible', async () => {
    const title = 'Copy it';
    const findings = [{ code: 'x', severity: 'refusal', text: 'It cannot be copied.' }] as const;
    const operation = { ...copyAndShare, plan: () => ({ kind: 'refused', title, findings }) as const };

    const considered = await previewRequest(new WorkflowHarness().process(), { operation, input: { ami: 'ami-123' } });

    expect(considered).toEqual({ kind: 'refused', title, findings });
  });

  test('names the AMI that was not found', async () => {
    const asked = { operation: copyAndShare, input: { ami: 'ami-999' } };

    expect(await previewRequest(new WorkflowHarness().process(), asked)).toMatchObject({
      kind: 'unresolved',
      subjectKind: 'image',
      reason: 'not-found',
      id: 'ami-999',
    });
  });
});
