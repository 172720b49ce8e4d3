import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Instance, InstanceFacts } from '../../../../src/domain/model/instance.js';
import { known } from '../../../../src/domain/model/fact.js';
import { create as operation } from '../../../../src/domain/operations/create/index.js';
import { text } from '../arbitrary-facts.js';
import { findingCodes, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER } from '../directory.js';
import { AMI, denied, instanceFacts } from '../facts-builder.js';

const ID = 'i-1234567890abcdef0';
const ALWAYS = ['info create-takes-time', 'info create-costs', 'info disks-go-along', 'info instance-tags-stay'];

function create(overrides: Partial<Instance> = {}, others: Partial<InstanceFacts> = {}, noReboot = false) {
  return operation.plan({ instance: ID, name: 'web-2', noReboot }, instanceFacts(overrides, others), { directory });
}

describe('the create plan', () => {
  test('creates the AMI, waits until it is available, and removes a failed one', () => {
    const { title, subject, steps } = expectPlan(create());

    const imageId = { step: 'create', output: 'image' };
    const place = { account: OWNER, region: 'us-east-1' };
    expect(title).toBe(`Create web-2 from ${ID} (web-1, us-east-1)`);
    expect(subject).toEqual({ instanceId: ID, ...place });
    expect(forward(steps)).toEqual([
      {
        id: 'create',
        title: `Create an AMI from ${ID}`,
        call: { name: 'CreateImage', ...place, input: { InstanceId: ID, Name: 'web-2', NoReboot: false } },
        waitFor: { kind: 'image-available', imageId },
        outputs: { image: { from: 'response', field: 'ImageId' } },
        after: [],
      },
      {
        id: 'clean-up',
        title: 'Remove the AMI if it fails',
        call: { name: 'DeregisterImage', ...place, input: { ImageId: imageId, DeleteAssociatedSnapshots: true } },
        waitFor: { kind: 'image-gone', imageId },
        after: [],
        cleanup: { stepId: 'create', unlessDone: 'create' },
      },
    ]);
  });

  test('sets NoReboot and shows it in the title', () => {
    const { title, steps } = expectPlan(create({}, {}, true));

    expect(title).toContain('without reboot');
    expect(steps[0]?.call.input).toMatchObject({ NoReboot: true });
  });

  test('deregisters the AMI with its snapshots on Undo', () => {
    const imageId = { step: 'create', output: 'image' };

    expect(undoCalls(expectPlan(create()).steps)[0]).toEqual([
      'create',
      [
        [
          'Deregister the AMI with its snapshots',
          { ImageId: imageId, DeleteAssociatedSnapshots: true },
          { kind: 'image-gone', imageId },
        ],
      ],
    ]);
  });

  test('keeps each text on one line and within the limit for any names and tags', () => {
    fc.assert(
      fc.property(text, text, fc.dictionary(text, text), fc.array(text), (state, imageId, tags, volumes) => {
        const planned = create({ state, imageId, tags, volumes });
        const shown =
          planned.kind === 'refused'
            ? [planned.title, ...planned.findings.map((finding) => finding.text)]
            : [planned.plan.title, ...planned.plan.evidence.map(({ value }) => value)];

        for (const each of shown) expect(each).toMatch(/^[^\n\r\p{Cc}]{0,3000}$/u);
      }),
    );
  });
});

describe('the findings of a create plan have the expected codes when', () => {
  test.each<[string, ReturnType<typeof create>, readonly string[]]>([
    ['a running instance is rebooted', create(), ['warning instance-reboots']],
    ['a running instance is not rebooted', create({}, {}, true), ['warning crash-consistent']],
    ['the instance is stopped', create({ state: 'stopped' }), ['info instance-stopped']],
    [
      'the instance is stopped and the command says without reboot',
      create({ state: 'stopped' }, {}, true),
      ['info instance-stopped'],
    ],
    [
      'the availability of the name is unknown',
      create({}, { existingImageId: denied }),
      ['unknown name-unknown', 'warning instance-reboots'],
    ],
  ])('%s', (_, planned, codes) => {
    expect(findingCodes(planned)).toEqual([...codes, ...ALWAYS]);
  });
});

describe('the create plan is refused when', () => {
  test.each<[string, ReturnType<typeof create>, string]>([
    ['the name is already in use', create({}, { existingImageId: known(AMI) }), 'name-taken'],
    ['the root device is an instance store', create({ rootDeviceType: 'instance-store' }), 'instance-store-instance'],
    ['the instance is terminated', create({ state: 'terminated' }), 'instance-ended'],
    ['the instance is shutting down', create({ state: 'shutting-down' }), 'instance-ended'],
    ['the instance is still starting', create({ state: 'pending' }), 'instance-not-ready'],
    ['the instance is stopping', create({ state: 'stopping' }), 'instance-not-ready'],
  ])('%s', (_, planned, code) => {
    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toContain(`refusal ${code}`);
  });
});
