import type { Call } from './operation.js';

/** The image id of a launch template: itself, or the value of the SSM parameter that it names. */
export function resolveImageId(imageId: string, { store, caller, region }: Call): string {
  const [, name] = /^resolve:ssm:(.+)$/.exec(imageId) ?? [];
  if (name === undefined) return imageId;
  const parameter = store
    .all('mentions')
    .find((one) => one.ownerId === caller.account && one.region === region && one.name === name);
  return parameter?.imageId ?? imageId;
}
