import { accountLabel } from '../../model/directory.js';
import type { Instance, InstanceFacts } from '../../model/instance.js';
import type { OutputRef } from '../../plan/call-inputs.js';
import type { Call, Step } from '../../plan/types.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { toPlanResult } from '../findings/build.js';
import { truncate, pluralize, formatDayWithAge, joinList } from '../../model/format.js';
import { findings } from './findings.js';
import type { CreateInput } from './input.js';

/** Creates the AMI and waits until it is available; one that fails is deregistered. */
export function plan(input: CreateInput, facts: InstanceFacts, { directory }: PlanContext): PlanResult {
  const { instance, observedAt } = facts;
  const { instanceId, region, account } = instance;
  const tags = Object.entries(instance.tags).map(([key, value]) => truncate(`${key}=${value}`, 100));
  return toPlanResult({
    operation: 'create',
    subject: { instanceId, region, account },
    title: `Create ${truncate(input.name, 128)} from ${label(instance)}${input.noReboot ? ' without reboot' : ''}`,
    steps: createSteps(input, instance),
    findings: findings(input, facts),
    evidence: [
      { label: 'Instance', value: truncate(`${instance.instanceType}, ${instance.state}`) },
      { label: 'Account', value: accountLabel(directory, account) },
      { label: 'Launched from', value: truncate(instance.imageId) },
      { label: 'Launched', value: formatDayWithAge(instance.launchedAt, observedAt) },
      { label: 'Volumes', value: `${pluralize(instance.volumes.length, 'volume')}: ${joinList(instance.volumes)}` },
      ...(tags.length === 0 ? [] : [{ label: 'Tags of the instance', value: joinList(tags) }]),
    ],
    policyInput: { targets: [], tags: instance.tags, inUse: 'unknown', removesAccess: false },
  });
}

/** "i-0abc… (web-1, us-east-1)" */
function label({ instanceId, tags, region }: Instance): string {
  return `${instanceId} (${tags.Name === undefined ? '' : `${truncate(tags.Name, 128)}, `}${region})`;
}

function createSteps({ name, noReboot }: CreateInput, { instanceId, region, account }: Instance): readonly Step[] {
  const place = { account, region };
  const imageId: OutputRef = { step: 'create', output: 'image' };
  const deregisterCall: Call = {
    name: 'DeregisterImage',
    ...place,
    input: { ImageId: imageId, DeleteAssociatedSnapshots: true },
  };
  const waitFor = { kind: 'image-gone', imageId } as const;
  return [
    {
      id: 'create',
      title: `Create an AMI from ${instanceId}`,
      call: { name: 'CreateImage', ...place, input: { InstanceId: instanceId, Name: name, NoReboot: noReboot } },
      waitFor: { kind: 'image-available', imageId },
      outputs: { image: { from: 'response', field: 'ImageId' } },
      after: [],
      undo: [{ id: 'undo-create', title: 'Deregister the AMI with its snapshots', call: deregisterCall, waitFor }],
    },
    {
      id: 'clean-up',
      title: 'Remove the AMI if it fails',
      call: deregisterCall,
      waitFor,
      after: [],
      cleanup: { stepId: 'create', unlessDone: 'create' },
    },
  ];
}
