/** A command that means nothing, or cannot be meant, and what the answer must say. */
export interface WrongCommand {
  /** What follows `/ami`, as typed. */
  readonly line: string;
  /** Part of the answer's text. */
  readonly expectedText: string;
  /** The valid word that the answer offers. */
  readonly suggestion?: string;
}

/** An AMI id that is right as far as its letters go. */
const AMI = 'ami-1234567890abcdef0';

/**
 * Each is invalid with any directory that has the accounts `images` (999988887777) and `prod` (111122223333) in
 * us-east-1 and eu-west-1, whatever else it has.
 */
export const WRONG_COMMANDS: readonly WrongCommand[] = [
  // No such operation.
  { line: `shaer ${AMI} with prod`, expectedText: 'shaer', suggestion: 'share' },
  { line: `SHRE ${AMI} with prod`, expectedText: 'shre', suggestion: 'share' },
  { line: `unshar ${AMI} from prod`, expectedText: 'unshar', suggestion: 'unshare' },
  { line: `cpoy ${AMI} to eu-west-1`, expectedText: 'cpoy', suggestion: 'copy' },
  { line: `deregistr ${AMI}`, expectedText: 'deregistr', suggestion: 'deregister' },
  { line: `de-register ${AMI}`, expectedText: 'de-register', suggestion: 'deregister' },
  { line: `inof ${AMI}`, expectedText: 'inof', suggestion: 'info' },
  { line: `terminate ${AMI}`, expectedText: 'terminate' },
  { line: `"share" ${AMI} with prod`, expectedText: '"share"', suggestion: 'share' },
  { line: AMI, expectedText: AMI },
  { line: '<script>alert(1)</script>', expectedText: '<script>' },
  { line: '*', expectedText: '*' },

  // The AMI.
  { line: 'info 1234567890abcdef0', expectedText: 'is not an AMI ID', suggestion: 'ami-1234567890abcdef0' },
  { line: 'info ami_1234', expectedText: 'is not an AMI ID' },
  { line: 'info ami-', expectedText: 'is not an AMI ID' },
  { line: 'info ami-xyz', expectedText: 'is not an AMI ID' },
  { line: 'info ami-1234567890abcdef01', expectedText: 'is not an AMI ID' },
  { line: 'info golden-base', expectedText: 'is not an AMI ID' },
  { line: 'info "golden base"', expectedText: 'is not an AMI ID' },
  { line: 'info snap-1234567890abcdef0', expectedText: 'is not an AMI ID' },
  { line: 'info i-1234567890abcdef0', expectedText: 'is not an AMI ID' },
  { line: `info arn:aws:ec2:us-east-1::image/${AMI}`, expectedText: 'is not an AMI ID' },
  { line: 'info ""', expectedText: 'Which AMI is missing' },
  { line: `info ${AMI} ami-2`, expectedText: '“ami-2” is not valid here' },
  { line: `info ${AMI},ami-2`, expectedText: '“ami-2” is not valid here' },

  // Words in places where they mean nothing.
  { line: `share ${AMI} wiht prod`, expectedText: '“wiht” is not valid here', suggestion: 'with' },
  { line: `share ${AMI} to prod`, expectedText: '“to” is not valid here', suggestion: 'with' },
  { line: `share ${AMI} prod`, expectedText: '“prod” is not valid here', suggestion: 'with' },
  { line: `share ${AMI} and ami-2 with prod`, expectedText: '“and” is not valid here' },
  { line: `share ${AMI} --with prod`, expectedText: '“--with” is not valid here', suggestion: 'with' },
  { line: `share ${AMI} —with prod`, expectedText: 'is not valid here', suggestion: 'with' },
  { line: `share ${AMI} with prod in us-east-1 eu-west-1`, expectedText: '“eu-west-1” is not valid here' },
  { line: `unshare ${AMI} form prod`, expectedText: '“form” is not valid here', suggestion: 'from' },
  { line: `unshare ${AMI} with prod`, expectedText: '“with” is not valid here', suggestion: 'from' },
  { line: `copy ${AMI} too eu-west-1`, expectedText: '“too” is not valid here', suggestion: 'to' },
  { line: `copy ${AMI} to eu-west-1 as my name`, expectedText: '“name” is not valid here' },
  { line: `copy ${AMI} encryptd to eu-west-1`, expectedText: '“encryptd” is not valid here', suggestion: 'encrypted' },
  {
    line: `copy ${AMI} to eu-west-1 as golden-2 encrypt with alias/x`,
    expectedText: '“encrypt” is not valid here',
    suggestion: 'encrypted with',
  },
  { line: `deregister ${AMI} with snapshot`, expectedText: '“with” is not valid here', suggestion: 'with snapshots' },
  { line: `deregister ${AMI} snapshots`, expectedText: '“snapshots” is not valid here' },
  { line: `deregister ${AMI} with`, expectedText: '“with” is not valid here', suggestion: 'with snapshots' },
  { line: `deregister ${AMI} now`, expectedText: '“now” is not valid here' },
  { line: `info ${AMI} with prod`, expectedText: '“with” is not valid here' },
  { line: `info ${AMI} because I want to know`, expectedText: '“because” is not valid here' },

  // Twice, or without what belongs to it.
  { line: `share ${AMI} with prod with 999988887777`, expectedText: '“with” is given twice' },
  { line: `share ${AMI} with prod in us-east-1 in eu-west-1`, expectedText: '“in” is given twice' },
  { line: `deregister ${AMI} with snapshots with snapshots`, expectedText: '“with snapshots” is given twice' },
  { line: `share ${AMI} with prod in`, expectedText: 'After “in” something is missing' },
  { line: `share ${AMI} with prod of because it is needed`, expectedText: 'After “of” something is missing' },
  { line: `share ${AMI} with prod because`, expectedText: 'After “because” something is missing' },
  { line: `copy ${AMI} to eu-west-1 as`, expectedText: 'After “as” something is missing' },
  { line: `copy ${AMI} to eu-west-1 encrypted with`, expectedText: 'After “encrypted with” something is missing' },
  { line: `copy ${AMI} to eu-west-1 as "my name`, expectedText: 'quotation mark' },

  // Accounts and other targets.
  { line: `share ${AMI} with prdo`, expectedText: 'is not a known account', suggestion: 'prod' },
  { line: `share ${AMI} with image`, expectedText: 'is not a known account', suggestion: 'images' },
  { line: `share ${AMI} with unlisted-account`, expectedText: 'is not a known account' },
  { line: `share ${AMI} with 111`, expectedText: 'is not a known account' },
  { line: `share ${AMI} with 9876`, expectedText: 'is not a known account' },
  { line: `share ${AMI} with 11112222334`, expectedText: 'is not a known account', suggestion: '111122223333' },
  { line: `share ${AMI} with 1111222233334`, expectedText: 'is not a known account', suggestion: '111122223333' },
  { line: `share ${AMI} with prod, prdo`, expectedText: '“prdo” is not a known account', suggestion: 'prod' },
  { line: `share ${AMI} with o-a1b2c3d4e5`, expectedText: 'only the end of an ARN' },
  { line: `share ${AMI} with ou-ab12-cdefgh34`, expectedText: 'only the end of an ARN' },
  { line: `share ${AMI} with arn:aws:iam::111122223333:root`, expectedText: 'not the ARN of an organization' },
  { line: `share ${AMI} with public`, expectedText: 'is not a target' },
  { line: `share ${AMI} with eu-west-1`, expectedText: 'is a Region' },
  { line: `share ${AMI} with @ana`, expectedText: 'is a person' },
  { line: `share ${AMI} with ""`, expectedText: 'A target is missing' },

  // Instances to image.
  { line: `create from ${AMI} as web-2`, expectedText: 'is not an instance ID' },
  { line: 'create from 0b111d0000 as web-2', expectedText: 'is not an instance ID', suggestion: 'i-0b111d0000' },
  { line: 'create from i-0b1 as w', expectedText: '3 to 128 characters' },
  { line: 'create from i-0b1 as web*2', expectedText: 'cannot stand in a name', suggestion: 'web-2' },
  { line: 'create from i-0b1 as web-2 no reboot', expectedText: '“no” is not valid here' },
  { line: 'create i-0b1 as web-2', expectedText: '“i-0b1” is not valid here', suggestion: 'from' },

  // What is to be imported.
  { line: 'import web.ova as web-2', expectedText: 'is not an S3 object: s3://bucket/key' },
  { line: 'import s3://vm-images as web-2', expectedText: 'is not an S3 object' },
  { line: 'import s3://vm-images/ as web-2', expectedText: 'is not an S3 object' },
  { line: 'import s3://x/web.ova as web-2', expectedText: 'is not an S3 object' },
  {
    line: 'import arn:aws:s3:::vm-images/a/web.ova as web-2',
    expectedText: 'is not an S3 object',
    suggestion: 's3://vm-images/a/web.ova',
  },
  {
    line: 'import https://vm-images.s3.eu-west-1.amazonaws.com/a/web.ova as web-2',
    expectedText: 'is not an S3 object',
    suggestion: 's3://vm-images/a/web.ova',
  },
  { line: 'import s3://vm-images/web as web-2', expectedText: 'The extension determines the format: .ova, .vmdk' },
  { line: 'import s3://vm-images/web.OVA.md5 as web-2', expectedText: 'does not end as EC2 imports it' },
  { line: 'import s3://vm-images/web.qcow2 as web-2', expectedText: 'qemu-img convert -O raw' },
  { line: 'import s3://vm-images/web.iso as web-2', expectedText: 'a medium to install from' },
  { line: 'import s3://vm-images/web.ovf as web-2', expectedText: 'pack it with its disks into an OVA' },
  { line: 'import s3://vm-images/web.ova.gz as web-2', expectedText: 'Unpack it first' },
  { line: 'import s3://vm-images/web.img as web-2', expectedText: 'give its key the extension .raw' },
  { line: `import s3://vm-images/${'a'.repeat(1_021)}.ova as web-2`, expectedText: 'The key is too long' },
  { line: 'import s3://vm-images/web.ova as w', expectedText: '3 to 128 characters' },
  { line: 'import s3://vm-images/web.ova named web-2', expectedText: '“named” is not valid here', suggestion: 'as' },
  {
    line: 'import s3://vm-images/web.ova as web-2 in us-west-9',
    expectedText: 'none of the configured Regions',
    suggestion: 'us-east-1',
  },

  // Instance types and subnets.
  { line: `launch ${AMI} as small`, expectedText: 'is not an instance type' },
  { line: `launch ${AMI} as t3`, expectedText: 'is not an instance type' },
  { line: `launch ${AMI} on t3.small`, expectedText: '“on” is not valid here', suggestion: 'in' },
  { line: `launch ${AMI} as t3.small subnet 10.0.0.0/24`, expectedText: 'is not a subnet ID' },
  { line: `launch ${AMI} as t3.small subnet subnet-xyz`, expectedText: 'is not a subnet ID' },
  { line: `launch ${AMI} as t3.small subnet`, expectedText: 'After “subnet” something is missing' },

  // Dates and durations.
  { line: `deprecate ${AMI} on 2027-1-5`, expectedText: 'is not a date', suggestion: '2027-01-05' },
  { line: `deprecate ${AMI} on 2027/01/05`, expectedText: 'is not a date', suggestion: '2027-01-05' },
  { line: `deprecate ${AMI} on 31.01.2027`, expectedText: 'is not a date' },
  { line: `deprecate ${AMI} on 2027-02-30`, expectedText: 'is not a date' },
  { line: `deprecate ${AMI} on 2027-01-31T25:00`, expectedText: 'is not a date' },
  { line: `deprecate ${AMI} on tomorrow`, expectedText: 'is not a date' },
  { line: `deprecate ${AMI} on`, expectedText: 'After “on” something is missing' },
  { line: `deprecate ${AMI} in 30`, expectedText: 'is not a duration' },
  { line: `deprecate ${AMI} in 30days`, expectedText: 'is not a duration' },
  { line: `deprecate ${AMI} in 0d`, expectedText: 'is not a duration' },
  { line: `deprecate ${AMI} in a-week`, expectedText: 'none of the configured Regions' },
  { line: `deprecate ${AMI} on 2027-01-31 in 30d`, expectedText: 'not both' },
  { line: `deprecate ${AMI} in 30d in 2w`, expectedText: '“in” is given twice' },
  { line: `deprecate ${AMI} at 2027-01-31`, expectedText: '“at” is not valid here' },
  { line: `undeprecate ${AMI} on 2027-01-31`, expectedText: '“on” is not valid here', suggestion: 'in' },
  { line: `disable ${AMI} in 30d`, expectedText: 'none of the configured Regions' },
  { line: `disable ${AMI} with sharing`, expectedText: '“with” is not valid here' },
  { line: `enable ${AMI} with prod`, expectedText: '“with” is not valid here', suggestion: 'with sharing' },
  { line: `enable ${AMI} sharing`, expectedText: '“sharing” is not valid here' },
  { line: `enabel ${AMI}`, expectedText: 'enabel', suggestion: 'enable' },
  { line: 'restore snap-0abc', expectedText: 'is not an AMI ID' },
  { line: `restore ${AMI} with snapshots`, expectedText: '“with” is not valid here' },
  { line: `restor ${AMI}`, expectedText: 'restor', suggestion: 'restore' },
  { line: `publish ${AMI} with prod`, expectedText: '“with” is not valid here' },
  { line: `publish ${AMI} to public`, expectedText: '“to” is not valid here' },
  { line: `publsh ${AMI}`, expectedText: 'publsh', suggestion: 'publish' },
  { line: `unpublish ${AMI} from public`, expectedText: '“from” is not valid here' },
  { line: `protect ${AMI} with cooldown`, expectedText: '“with” is not valid here' },
  { line: `unprotect ${AMI} ami-2`, expectedText: '“ami-2” is not valid here' },
  { line: `deprectae ${AMI}`, expectedText: 'deprectae', suggestion: 'deprecate' },
  { line: `share ${AMI} with prod for`, expectedText: 'After “for” something is missing' },
  { line: `share ${AMI} with prod for ever`, expectedText: 'is not a duration' },
  { line: `share ${AMI} with prod for 5m`, expectedText: 'too short', suggestion: '10m' },
  { line: `share ${AMI} with prod for 3y`, expectedText: 'is not a duration' },
  { line: `share ${AMI} with prod for 7d for 8d`, expectedText: 'given twice' },
  { line: `retire ${AMI} over`, expectedText: 'After “over” something is missing' },
  { line: `retire ${AMI} over month`, expectedText: 'is not a duration' },
  { line: `retire ${AMI} over 5m`, expectedText: 'too short', suggestion: '10m' },
  { line: `retire ${AMI} over 3000d`, expectedText: 'too long', suggestion: '730d' },
  { line: `retire ${AMI} oevr 30d`, expectedText: '“oevr” is not valid here', suggestion: 'over' },
  { line: `retrie ${AMI}`, expectedText: 'retrie', suggestion: 'retire' },

  // Regions, names, keys.
  { line: `info ${AMI} in eu-west-11`, expectedText: 'none of the configured Regions', suggestion: 'eu-west-1' },
  { line: `info ${AMI} in useast1`, expectedText: 'none of the configured Regions', suggestion: 'us-east-1' },
  { line: `info ${AMI} in frankfurt`, expectedText: 'none of the configured Regions' },
  { line: `copy ${AMI} to eu-wset-1`, expectedText: 'none of the configured Regions', suggestion: 'eu-west-1' },
  { line: `copy ${AMI} to us-east-1, eu-wset-1`, expectedText: '“eu-wset-1” is none', suggestion: 'eu-west-1' },
  { line: `copy ${AMI} to prdo`, expectedText: 'neither a configured Region', suggestion: 'prod' },
  { line: `copy ${AMI} to prod, frankfurt`, expectedText: 'neither a configured Region' },
  { line: `copy ${AMI} to 9876`, expectedText: 'is not a known account' },
  { line: `copy ${AMI} to eu-west-1 by snapshot`, expectedText: '“by” is neither' },
  { line: `copy ${AMI} to eu-west-1 as ab`, expectedText: 'A name has 3 to 128 characters' },
  { line: `copy ${AMI} to eu-west-1 as golden#2`, expectedText: 'cannot stand in a name', suggestion: 'golden-2' },
  { line: `copy ${AMI} to eu-west-1 as gölden`, expectedText: 'cannot stand in a name', suggestion: 'g-lden' },
  { line: `copy ${AMI} to eu-west-1 encrypted with "my key!"`, expectedText: 'is not a KMS key' },
  { line: `share ${AMI} with prod of prdo`, expectedText: 'is not a known account', suggestion: 'prod' },
  { line: `share ${AMI} with prod because ${'x'.repeat(1_001)}`, expectedText: 'The maximum is 1000' },

  // find, list.
  { line: 'find "ubuntu', expectedText: 'not closed' },
  { line: 'find a b c d e f g h i j k', expectedText: 'At most 10 words' },
  { line: 'find ubuntu in us-east', expectedText: 'none of the configured Regions', suggestion: 'us-east-1' },
  { line: 'find ubuntu of prod in us-east-1 in eu-west-1', expectedText: 'given twice' },
  { line: 'fnid ubuntu', expectedText: 'fnid', suggestion: 'find' },
  { line: 'list shred', expectedText: 'is not a list of AMIs', suggestion: 'shared' },
  { line: 'list public AMIs', expectedText: 'is not valid here' },
  { line: 'list in eu-west-9', expectedText: 'none of the configured Regions', suggestion: 'eu-west-1' },
  { line: 'list of partner', expectedText: 'names no role for it' },
];
