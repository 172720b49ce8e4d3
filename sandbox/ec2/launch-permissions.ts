import { z } from 'zod';
import type { LaunchPermission } from './image-entities.js';
import { AwsError, invalidCombination } from './errors.js';
import { text } from './parameters.js';

/** One entry as a call gives it: exactly one of these is set. */
export type PermissionInput = z.infer<typeof permissionInput>;
export const permissionInput = z.strictObject({
  UserId: text.optional(),
  Group: text.optional(),
  OrganizationArn: text.optional(),
  OrganizationalUnitArn: text.optional(),
});

const ORGANIZATION = /^arn:aws:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const UNIT = /^arn:aws:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

/** A well-formed id of no resource. */
const EMPTY_PERMISSION = '000000000000';

/** Throws `InvalidAMIAttributeItemValue` for what can be no entry. A bare id of an organization is none. */
export function toPermission(input: PermissionInput): LaunchPermission {
  const [[name, value = ''] = [''], ...more] = Object.entries(input);
  if (more.length > 0)
    throw invalidCombination('A launch permission names one of account, group, organization and unit.');
  if (name === 'UserId' && isAccountId(value)) return { userId: value };
  if (name === 'Group' && value === 'all') return { group: 'all' };
  if (name === 'OrganizationArn' && ORGANIZATION.test(value)) return { organizationArn: value };
  if (name === 'OrganizationalUnitArn' && UNIT.test(value)) return { organizationalUnitArn: value };
  throw invalidItem(value, `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`);
}

export function isAccountId(id: string): boolean {
  return /^\d{12}$/.test(id) && id !== EMPTY_PERMISSION;
}

export function invalidItem(value: string, type: string): AwsError {
  return new AwsError('InvalidAMIAttributeItemValue', `Invalid attribute item value "${value}" for ${type} item type.`);
}

export function isSamePermission(one: LaunchPermission, other: LaunchPermission): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
