/** Regions that are simulated, with whether paravirtual images can be used there. */
const REGIONS: Readonly<Record<string, { readonly paravirtual: boolean }>> = {
  'us-east-1': { paravirtual: true },
  'us-west-2': { paravirtual: true },
  'eu-west-1': { paravirtual: true },
  'eu-central-1': { paravirtual: false },
  'ap-southeast-2': { paravirtual: true },
};

export const REGION_NAMES = Object.keys(REGIONS);

export function isRegion(name: string): boolean {
  return Object.hasOwn(REGIONS, name);
}

/** (EC2 User Guide, "How AMI copy works") */
export function hasParavirtual(region: string): boolean {
  return REGIONS[region]?.paravirtual ?? false;
}
