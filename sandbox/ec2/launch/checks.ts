import { AwsError, invalidCombination } from '../errors.js';
import type { Image } from '../image-entities.js';
import { instanceType, type InstanceType } from '../instance-types.js';
import type { Call } from '../operation.js';
import { settingsOf } from '../settings.js';

/** The type to launch. Throws in EC2's words when there is none such, or the image does not run on it. (messages observed) */
export function checkInstanceType(image: Image, name: string): InstanceType {
  const type = instanceType(name);
  if (type === undefined) throw new AwsError('InvalidParameterValue', `Invalid value '${name}' for InstanceType.`);
  const { architecture, virtualizationType, bootMode, enaSupport } = image.machine;
  if (!type.architectures.includes(architecture)) {
    throw new AwsError(
      'InvalidParameterValue',
      `The architecture '${type.architectures.join(',')}' of the specified instance type does not match the architecture '${architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
    );
  }
  if (!type.virtualizationTypes.includes(virtualizationType)) {
    throw invalidCombination(
      `Virtualization type '${virtualizationType}' is not supported for instances of type '${name}'.`,
    );
  }
  if (bootMode !== undefined && bootMode !== 'uefi-preferred' && !type.bootModes.some((mode) => mode === bootMode)) {
    throw new AwsError(
      'InvalidParameterValue',
      `The instance type '${name}' does not support an AMI with '${bootMode}' boot mode.`,
    );
  }
  if (type.ena === 'required' && !enaSupport) {
    throw invalidCombination(
      `Enhanced networking with the Elastic Network Adapter (ENA) is required for the '${name}' instance type. Ensure that you are using an AMI that is enabled for ENA.`,
    );
  }
  return type;
}

/** Throws `OptInRequired` where the account has not subscribed to a product. */
export function checkSubscription({ machine }: Image, call: Call): void {
  const { subscriptions = [] } = settingsOf(call);
  const missing = machine.productCodes.find(({ id, type }) => type === 'marketplace' && !subscriptions.includes(id));
  if (missing === undefined) return;
  throw new AwsError(
    'OptInRequired',
    `In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=${missing.id}`,
    401,
  );
}

/** The subnet that is named, or a default one. Throws when there is none. */
export function findSubnet(name: string | undefined, { store, caller, region }: Call): string {
  const own = store.all('subnets').filter((one) => one.ownerId === caller.account && one.region === region);
  const found = name === undefined ? own.find(({ isDefault }) => isDefault) : own.find(({ id }) => id === name);
  if (found !== undefined) return found.id;
  if (name === undefined) {
    throw new AwsError(
      'VPCIdNotSpecified',
      'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    );
  }
  throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${name}' does not exist`);
}
