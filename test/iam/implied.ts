import type { CallName } from '../../src/domain/plan/call-inputs.js';
import { CALL_SPECS, requiredPermissions } from '../../src/domain/plan/call-specs.js';

/** What a read needs besides itself, with where AWS says so. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  // EC2 User Guide, "Identify your resources referencing specified AMIs"
  'ec2:DescribeImageReferences': [
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeLaunchTemplateVersions',
    'imagebuilder:GetContainerRecipe',
    'imagebuilder:ListContainerRecipes',
    'imagebuilder:ListImageRecipes',
    'ssm:DescribeParameters',
    'ssm:GetParameters',
  ],
};

/** What IAM is asked for an action besides the action itself, of a read and of a call that plans may hold. */
export function impliedBy(action: string): readonly string[] {
  const name = action.replace(/^ec2:/, '');
  const needed = isCall(name) ? requiredPermissions([name]) : (IMPLIED[action] ?? []);
  return needed.filter((each) => each !== action);
}

/** Reads that imply others. */
export const IMPLYING_READS: readonly string[] = Object.keys(IMPLIED);

function isCall(name: string): name is CallName {
  return name in CALL_SPECS;
}
