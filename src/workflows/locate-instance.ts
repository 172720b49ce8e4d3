import { z } from 'zod';
import type { InstanceRef } from './facts/subject.js';
import type { InstanceInput } from './operations/contract.js';
import type { Cloud } from './ports.js';
import type { InstanceLocation } from './located.js';

export const WHOLE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

const instanceInput = z.looseObject({
  instance: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<InstanceInput>;

/** Finds the one instance that an input means, as `locateImage` finds an AMI. */
export async function locateInstance(cloud: Cloud, input: unknown): Promise<InstanceLocation> {
  const { instance: id, region, account } = instanceInput.parse(input);
  const { instances, unreachable } = await cloud.findInstances({
    id,
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
  });
  const [instance, ...others] = instances;
  if (instance === undefined) return { kind: 'no-instance', id, unreachable };
  if (others.length > 0) return { kind: 'several-instances', id, instances, unreachable };
  if (unreachable.length > 0 && !WHOLE_ID.test(id)) return { kind: 'uncertain-instance', id, instance, unreachable };
  return { kind: 'instance', instance };
}

/** The input with the instance that was found in place of what was written. */
export function settleInstance(input: unknown, { instanceId, region, account }: InstanceRef): unknown {
  return { ...instanceInput.parse(input), instance: instanceId, region, account };
}
