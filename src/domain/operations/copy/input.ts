import { omitUndefined } from '../../model/omit-undefined.js';
import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { copyTargetSchema, parseCopyTargets } from '../fields/copy-targets.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { parseImageName, parseInstanceType, parseKeyName, parseSubnet } from '../fields/names.js';
import { combine, invalid, type ParsedValue, valid } from '../fields/parsed.js';
import { z } from 'zod';

export type CopyInput = z.infer<typeof copyInput>;
export const copyInput = z.strictObject({
  ...imageInput,
  targets: z.array(copyTargetSchema).min(1).readonly(),
  /** Absent: the name of the AMI that is copied. */
  name: z.string().optional(),
  encrypted: z.boolean(),
  /** A KMS key as EC2 takes it; only with `encrypted`. */
  key: z.string().optional(),
  /** Absent: the plan chooses the way. */
  by: z.literal('snapshots').optional(),
  /** The way through an instance, in place of `by`. */
  launching: z.strictObject({ instanceType: z.string(), subnet: z.string().optional() }).optional(),
  /** The copy gets none of the grantees of the original. */
  withoutSharing: z.literal(true).optional(),
});

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<CopyInput> {
  const image = parseImageInput(draft, directory);
  const targets = parseCopyTargets(draft.targets ?? [], directory, 'targets');
  const [requestedTargets] = draft.name ?? [];
  const name = requestedTargets === undefined ? valid(undefined) : parseImageName(requestedTargets, 'name');
  const [keyWord] = draft.key ?? [];
  const key = keyWord === undefined ? valid(undefined) : parseKeyName(keyWord, 'key');
  const launching = parseLaunchOptions(draft);
  return combine([image, targets, name, key, launching], {
    ...image.value,
    targets: targets.value,
    ...omitUndefined({ name: name.value }),
    encrypted: draft.encrypted !== undefined || key.value !== undefined,
    ...omitUndefined({ key: key.value }),
    ...(draft.snapshots === undefined ? {} : { by: 'snapshots' }),
    ...omitUndefined({ launching: launching.value }),
    ...(draft.withoutSharing === undefined ? {} : { withoutSharing: true }),
  });
}

function parseLaunchOptions({ instanceType, subnet, snapshots }: Draft): ParsedValue<CopyInput['launching']> {
  const subnetId = parseSubnet(subnet?.[0]);
  const [type] = instanceType ?? [];
  if (type === undefined) {
    if (subnetId.value === undefined) return { ...subnetId, value: undefined };
    return invalid(undefined, 'subnet', 'A subnet is only valid with “by launching <instance type>”.');
  }
  if (snapshots !== undefined) {
    return invalid(undefined, 'instanceType', 'Use either “by snapshots” or “by launching”.');
  }
  const parsedType = parseInstanceType(type);
  return {
    value: { instanceType: parsedType.value, ...omitUndefined({ subnet: subnetId.value }) },
    errors: [...parsedType.errors, ...subnetId.errors],
  };
}
