import { accountLabel } from '../../facts/directory.js';
import type { Instance, InstanceFacts } from '../../facts/instance.js';
import type { Kept } from '../../plan/calls.js';
import type { Call, Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { planned } from '../planning/planned.js';
import { clip, counted, dayAndAge, listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { CreateInput } from './input.js';

/** Creates the AMI and waits until it is available; one that fails is deregistered. */
export function plan(input: CreateInput, facts: InstanceFacts, { directory }: PlanContext): Planned {
  const { instance, observedAt } = facts;
  const { instanceId, region, account } = instance;
  const tags = Object.entries(instance.tags).map(([key, value]) => clip(`${key}=${value}`, 100));
  return planned({
    operation: 'create',
    subject: { instanceId, region, account },
    title: `Create ${clip(input.name, 128)} from ${label(instance)}${input.noReboot ? ' without reboot' : ''}`,
    steps: stepsFor(input, instance),
    findings: findings(input, facts),
    evidence: [
      { label: 'Instance', value: clip(`${instance.instanceType}, ${instance.state}`) },
      { label: 'Account', value: accountLabel(directory, account) },
      { label: 'Launched from', value: clip(instance.imageId) },
      { label: 'Launched', value: dayAndAge(instance.launchedAt, observedAt) },
      { label: 'Volumes', value: `${counted(instance.volumes.length, 'volume')}: ${listed(instance.volumes)}` },
      ...(tags.length === 0 ? [] : [{ label: 'Tags of the instance', value: listed(tags) }]),
    ],
    scope: { targets: [], tags: instance.tags, inUse: 'unknown', takesAway: false },
  });
}

/** "i-0abc… (web-1, us-east-1)" */
function label({ instanceId, tags, region }: Instance): string {
  return `${instanceId} (${tags.Name === undefined ? '' : `${clip(tags.Name, 128)}, `}${region})`;
}

function stepsFor({ name, noReboot }: CreateInput, { instanceId, region, account }: Instance): readonly Step[] {
  const place = { account, region };
  const imageId: Kept = { step: 'create', keep: 'image' };
  const removal: Call = {
    name: 'DeregisterImage',
    ...place,
    input: { ImageId: imageId, DeleteAssociatedSnapshots: true },
  };
  const until = { kind: 'image-gone', imageId } as const;
  return [
    {
      id: 'create',
      title: `Create an AMI from ${instanceId}`,
      call: { name: 'CreateImage', ...place, input: { InstanceId: instanceId, Name: name, NoReboot: noReboot } },
      until: { kind: 'image-available', imageId },
      keep: { image: { from: 'answer', field: 'ImageId' } },
      after: [],
      undo: [{ id: 'undo-create', title: 'Deregister the AMI with its snapshots', call: removal, until }],
    },
    {
      id: 'clean-up',
      title: 'Remove the AMI if it fails',
      call: removal,
      until,
      after: [],
      cleansUp: { of: 'create', unless: 'create' },
    },
  ];
}
