import { accountLabel } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Kept } from '../../plan/calls.js';
import type { Call, Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { ageRow, encryptionRow, lastLaunchRow, ownerRow, tagsRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { planned } from '../planning/planned.js';
import { clip } from '../planning/wording.js';
import { findings } from './findings.js';
import type { LaunchInput } from './input.js';

/** Launches one instance and waits until it runs; one that never does is ended. */
export function plan(input: LaunchInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const { subnet } = input;
  return planned({
    operation: 'launch',
    subject: { imageId, region, account },
    title: `Launch ${imageLabel(image)} as ${input.instanceType} in ${accountLabel(directory, account)}`,
    steps: stepsFor(input, facts),
    findings: findings({ input, facts, directory }),
    evidence: [
      { label: 'Subnet', value: subnet ?? 'a default one of the default VPC' },
      { label: 'Runs on', value: clip(`${image.architecture}, ${image.virtualizationType}`) },
      ownerRow(facts, directory),
      encryptionRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: [], tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}

function stepsFor({ instanceType, subnet }: LaunchInput, { image }: Facts): readonly Step[] {
  const place = { account: image.account, region: image.region };
  const instanceId: Kept = { step: 'launch', keep: 'instance' };
  const end: Call = { name: 'TerminateInstances', ...place, input: { InstanceIds: [instanceId] } };
  const ended = { kind: 'instance-terminated', instanceId } as const;
  return [
    {
      id: 'launch',
      title: `Launch one ${instanceType} from ${image.imageId}`,
      call: {
        name: 'RunInstances',
        ...place,
        input: {
          ImageId: image.imageId,
          InstanceType: instanceType,
          MinCount: 1,
          MaxCount: 1,
          ...(subnet === undefined ? {} : { SubnetId: subnet }),
          MetadataOptions: { HttpTokens: 'required' },
        },
      },
      until: { kind: 'instance-running', instanceId },
      keep: { instance: { from: 'answer', field: 'Instances[0].InstanceId' } },
      after: [],
      undo: [
        {
          id: 'undo-launch',
          title: 'Terminate the instance; what is on its volumes is lost',
          call: end,
          until: ended,
        },
      ],
    },
    {
      id: 'clean-up',
      title: 'End the instance if it does not come to run',
      call: end,
      until: ended,
      after: [],
      cleansUp: { of: 'launch', unless: 'launch' },
    },
  ];
}
