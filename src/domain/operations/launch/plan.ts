import { omitUndefined } from '../../model/omit-undefined.js';
import { accountLabel } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { OutputRef } from '../../plan/call-inputs.js';
import type { Call, Step } from '../../plan/types.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { ageRow, encryptionRow, lastLaunchRow, ownerRow, tagsRow } from '../evidence.js';
import { imageLabel, truncate } from '../../model/format.js';
import { toPlanResult } from '../findings/build.js';
import { findings } from './findings.js';
import type { LaunchInput } from './input.js';

/** Launches one instance and waits until it runs; one that never does is ended. */
export function plan(input: LaunchInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const { subnet } = input;
  return toPlanResult({
    operation: 'launch',
    subject: { imageId, region, account },
    title: `Launch ${imageLabel(image)} as ${input.instanceType} in ${accountLabel(directory, account)}`,
    steps: launchSteps(input, facts),
    findings: findings({ input, facts, directory }),
    evidence: [
      { label: 'Subnet', value: subnet ?? 'a default one of the default VPC' },
      { label: 'Runs on', value: truncate(`${image.architecture}, ${image.virtualizationType}`) },
      ownerRow(facts, directory),
      encryptionRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ...tagsRow(facts),
    ],
    policyInput: { targets: [], tags: image.tags, inUse: 'unknown', removesAccess: false },
  });
}

function launchSteps({ instanceType, subnet }: LaunchInput, { image }: Facts): readonly Step[] {
  const place = { account: image.account, region: image.region };
  const instanceId: OutputRef = { step: 'launch', output: 'instance' };
  const terminateCall: Call = { name: 'TerminateInstances', ...place, input: { InstanceIds: [instanceId] } };
  const terminated = { kind: 'instance-terminated', instanceId } as const;
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
          ...omitUndefined({ SubnetId: subnet }),
          MetadataOptions: { HttpTokens: 'required' },
        },
      },
      waitFor: { kind: 'instance-running', instanceId },
      outputs: { instance: { from: 'response', field: 'Instances[0].InstanceId' } },
      after: [],
      undo: [
        {
          id: 'undo-launch',
          title: 'Terminate the instance; the data on its volumes is lost',
          call: terminateCall,
          waitFor: terminated,
        },
      ],
    },
    {
      id: 'clean-up',
      title: 'Terminate the instance if it does not start',
      call: terminateCall,
      waitFor: terminated,
      after: [],
      cleanup: { stepId: 'launch', unlessDone: 'launch' },
    },
  ];
}
