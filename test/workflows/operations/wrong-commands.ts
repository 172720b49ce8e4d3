/** A command that means nothing, or cannot be meant, and what the answer must say. */
export interface WrongCommand {
  /** What follows `/ami`, as typed. */
  readonly line: string;
  /** Part of the answer's text. */
  readonly says: string;
  /** The valid word that the answer offers. */
  readonly nearest?: string;
}

/** An AMI id that is right as far as its letters go. */
const AMI = 'ami-1234567890abcdef0';

/**
 * Each is wrong for everybody whose directory has the accounts `images` (999988887777) and `prod` (111122223333) in
 * us-east-1 and eu-west-1, whatever else it has.
 */
export const WRONG_COMMANDS: readonly WrongCommand[] = [
  // No such operation.
  { line: `shaer ${AMI} with prod`, says: 'shaer', nearest: 'share' },
  { line: `SHRE ${AMI} with prod`, says: 'shre', nearest: 'share' },
  { line: `unshar ${AMI} from prod`, says: 'unshar', nearest: 'unshare' },
  { line: `cpoy ${AMI} to eu-west-1`, says: 'cpoy', nearest: 'copy' },
  { line: `deregistr ${AMI}`, says: 'deregistr', nearest: 'deregister' },
  { line: `de-register ${AMI}`, says: 'de-register', nearest: 'deregister' },
  { line: `inof ${AMI}`, says: 'inof', nearest: 'info' },
  { line: `terminate ${AMI}`, says: 'terminate' },
  { line: `"share" ${AMI} with prod`, says: '"share"', nearest: 'share' },
  { line: AMI, says: AMI },
  { line: '<script>alert(1)</script>', says: '<script>' },
  { line: '*', says: '*' },

  // The AMI.
  { line: 'info 1234567890abcdef0', says: 'no AMI id', nearest: 'ami-1234567890abcdef0' },
  { line: 'info ami_1234', says: 'no AMI id' },
  { line: 'info ami-', says: 'no AMI id' },
  { line: 'info ami-xyz', says: 'no AMI id' },
  { line: 'info ami-1234567890abcdef01', says: 'no AMI id' },
  { line: 'info golden-base', says: 'no AMI id' },
  { line: 'info "golden base"', says: 'no AMI id' },
  { line: 'info snap-1234567890abcdef0', says: 'no AMI id' },
  { line: 'info i-1234567890abcdef0', says: 'no AMI id' },
  { line: `info arn:aws:ec2:us-east-1::image/${AMI}`, says: 'no AMI id' },
  { line: 'info ""', says: 'Which AMI is missing' },
  { line: `info ${AMI} ami-2`, says: '“ami-2” is not understood' },
  { line: `info ${AMI},ami-2`, says: '“ami-2” is not understood' },

  // Words in places where they mean nothing.
  { line: `share ${AMI} wiht prod`, says: '“wiht” is not understood', nearest: 'with' },
  { line: `share ${AMI} to prod`, says: '“to” is not understood', nearest: 'with' },
  { line: `share ${AMI} prod`, says: '“prod” is not understood', nearest: 'with' },
  { line: `share ${AMI} and ami-2 with prod`, says: '“and” is not understood' },
  { line: `share ${AMI} --with prod`, says: '“--with” is not understood', nearest: 'with' },
  { line: `share ${AMI} —with prod`, says: 'is not understood', nearest: 'with' },
  { line: `share ${AMI} with prod in us-east-1 eu-west-1`, says: '“eu-west-1” is not understood' },
  { line: `unshare ${AMI} form prod`, says: '“form” is not understood', nearest: 'from' },
  { line: `unshare ${AMI} with prod`, says: '“with” is not understood', nearest: 'from' },
  { line: `copy ${AMI} too eu-west-1`, says: '“too” is not understood', nearest: 'to' },
  { line: `copy ${AMI} to eu-west-1 as my name`, says: '“name” is not understood' },
  { line: `copy ${AMI} encryptd to eu-west-1`, says: '“encryptd” is not understood', nearest: 'encrypted' },
  {
    line: `copy ${AMI} to eu-west-1 as golden-2 encrypt with alias/x`,
    says: '“encrypt” is not understood',
    nearest: 'encrypted with',
  },
  { line: `deregister ${AMI} with snapshot`, says: '“with” is not understood', nearest: 'with snapshots' },
  { line: `deregister ${AMI} snapshots`, says: '“snapshots” is not understood' },
  { line: `deregister ${AMI} with`, says: '“with” is not understood', nearest: 'with snapshots' },
  { line: `deregister ${AMI} now`, says: '“now” is not understood' },
  { line: `info ${AMI} with prod`, says: '“with” is not understood' },
  { line: `info ${AMI} because I want to know`, says: '“because” is not understood' },

  // Twice, or without what belongs to it.
  { line: `share ${AMI} with prod with 999988887777`, says: '“with” is there twice' },
  { line: `share ${AMI} with prod in us-east-1 in eu-west-1`, says: '“in” is there twice' },
  { line: `deregister ${AMI} with snapshots with snapshots`, says: '“with snapshots” is there twice' },
  { line: `share ${AMI} with prod in`, says: 'After “in” something is missing' },
  { line: `share ${AMI} with prod of because it is needed`, says: 'After “of” something is missing' },
  { line: `share ${AMI} with prod because`, says: 'After “because” something is missing' },
  { line: `copy ${AMI} to eu-west-1 as`, says: 'After “as” something is missing' },
  { line: `copy ${AMI} to eu-west-1 encrypted with`, says: 'After “encrypted with” something is missing' },
  { line: `copy ${AMI} to eu-west-1 as "my name`, says: 'quotation mark' },

  // Accounts and other targets.
  { line: `share ${AMI} with prdo`, says: 'is no account', nearest: 'prod' },
  { line: `share ${AMI} with image`, says: 'is no account', nearest: 'images' },
  { line: `share ${AMI} with nobody-we-know`, says: 'is no account' },
  { line: `share ${AMI} with 111`, says: 'is no account' },
  { line: `share ${AMI} with 9876`, says: 'is no account' },
  { line: `share ${AMI} with 11112222334`, says: 'is no account', nearest: '111122223333' },
  { line: `share ${AMI} with 1111222233334`, says: 'is no account', nearest: '111122223333' },
  { line: `share ${AMI} with prod, prdo`, says: '“prdo” is no account', nearest: 'prod' },
  { line: `share ${AMI} with o-a1b2c3d4e5`, says: 'only the end of an ARN' },
  { line: `share ${AMI} with ou-ab12-cdefgh34`, says: 'only the end of an ARN' },
  { line: `share ${AMI} with arn:aws:iam::111122223333:root`, says: 'not the ARN of an organization' },
  { line: `share ${AMI} with public`, says: 'nobody in particular' },
  { line: `share ${AMI} with eu-west-1`, says: 'is a Region' },
  { line: `share ${AMI} with @ana`, says: 'is a person' },
  { line: `share ${AMI} with ""`, says: 'Whom is missing' },

  // Instances to image.
  { line: `create from ${AMI} as web-2`, says: 'is no id of an instance' },
  { line: 'create from 0b111d0000 as web-2', says: 'is no id of an instance', nearest: 'i-0b111d0000' },
  { line: 'create from i-0b1 as w', says: '3 to 128 characters' },
  { line: 'create from i-0b1 as web*2', says: 'cannot stand in a name', nearest: 'web-2' },
  { line: 'create from i-0b1 as web-2 no reboot', says: '“no” is not understood' },
  { line: 'create i-0b1 as web-2', says: '“i-0b1” is not understood', nearest: 'from' },

  // What is to be imported.
  { line: 'import web.ova as web-2', says: 'is no file in S3: s3://bucket/key' },
  { line: 'import s3://vm-images as web-2', says: 'is no file in S3' },
  { line: 'import s3://vm-images/ as web-2', says: 'is no file in S3' },
  { line: 'import s3://x/web.ova as web-2', says: 'is no file in S3' },
  {
    line: 'import arn:aws:s3:::vm-images/a/web.ova as web-2',
    says: 'is no file in S3',
    nearest: 's3://vm-images/a/web.ova',
  },
  {
    line: 'import https://vm-images.s3.eu-west-1.amazonaws.com/a/web.ova as web-2',
    says: 'is no file in S3',
    nearest: 's3://vm-images/a/web.ova',
  },
  { line: 'import s3://vm-images/web as web-2', says: 'The format is told by the ending: .ova, .vmdk' },
  { line: 'import s3://vm-images/web.OVA.md5 as web-2', says: 'does not end as EC2 imports it' },
  { line: 'import s3://vm-images/web.qcow2 as web-2', says: 'qemu-img convert -O raw' },
  { line: 'import s3://vm-images/web.iso as web-2', says: 'a medium to install from' },
  { line: 'import s3://vm-images/web.ovf as web-2', says: 'pack it with its disks into an OVA' },
  { line: 'import s3://vm-images/web.ova.gz as web-2', says: 'Unpack it first' },
  { line: 'import s3://vm-images/web.img as web-2', says: 'let its key end in .raw' },
  { line: `import s3://vm-images/${'a'.repeat(1_021)}.ova as web-2`, says: 'The key is too long' },
  { line: 'import s3://vm-images/web.ova as w', says: '3 to 128 characters' },
  { line: 'import s3://vm-images/web.ova named web-2', says: '“named” is not understood', nearest: 'as' },
  {
    line: 'import s3://vm-images/web.ova as web-2 in us-west-9',
    says: 'none of the configured Regions',
    nearest: 'us-east-1',
  },

  // Instance types and subnets.
  { line: `launch ${AMI} as small`, says: 'is no instance type' },
  { line: `launch ${AMI} as t3`, says: 'is no instance type' },
  { line: `launch ${AMI} on t3.small`, says: '“on” is not understood', nearest: 'in' },
  { line: `launch ${AMI} as t3.small subnet 10.0.0.0/24`, says: 'is no id of a subnet' },
  { line: `launch ${AMI} as t3.small subnet subnet-xyz`, says: 'is no id of a subnet' },
  { line: `launch ${AMI} as t3.small subnet`, says: 'After “subnet” something is missing' },

  // Dates and durations.
  { line: `deprecate ${AMI} on 2027-1-5`, says: 'is no date', nearest: '2027-01-05' },
  { line: `deprecate ${AMI} on 2027/01/05`, says: 'is no date', nearest: '2027-01-05' },
  { line: `deprecate ${AMI} on 31.01.2027`, says: 'is no date' },
  { line: `deprecate ${AMI} on 2027-02-30`, says: 'is no date' },
  { line: `deprecate ${AMI} on 2027-01-31T25:00`, says: 'is no date' },
  { line: `deprecate ${AMI} on tomorrow`, says: 'is no date' },
  { line: `deprecate ${AMI} on`, says: 'After “on” something is missing' },
  { line: `deprecate ${AMI} in 30`, says: 'is no duration' },
  { line: `deprecate ${AMI} in 30days`, says: 'is no duration' },
  { line: `deprecate ${AMI} in 0d`, says: 'is no duration' },
  { line: `deprecate ${AMI} in a-week`, says: 'none of the configured Regions' },
  { line: `deprecate ${AMI} on 2027-01-31 in 30d`, says: 'not both' },
  { line: `deprecate ${AMI} in 30d in 2w`, says: '“in” is there twice' },
  { line: `deprecate ${AMI} at 2027-01-31`, says: '“at” is not understood' },
  { line: `undeprecate ${AMI} on 2027-01-31`, says: '“on” is not understood', nearest: 'in' },
  { line: `disable ${AMI} in 30d`, says: 'none of the configured Regions' },
  { line: `disable ${AMI} with sharing`, says: '“with” is not understood' },
  { line: `enable ${AMI} with prod`, says: '“with” is not understood', nearest: 'with sharing' },
  { line: `enable ${AMI} sharing`, says: '“sharing” is not understood' },
  { line: `enabel ${AMI}`, says: 'enabel', nearest: 'enable' },
  { line: 'restore snap-0abc', says: 'is no AMI id' },
  { line: `restore ${AMI} with snapshots`, says: '“with” is not understood' },
  { line: `restor ${AMI}`, says: 'restor', nearest: 'restore' },
  { line: `publish ${AMI} with prod`, says: '“with” is not understood' },
  { line: `publish ${AMI} to public`, says: '“to” is not understood' },
  { line: `publsh ${AMI}`, says: 'publsh', nearest: 'publish' },
  { line: `unpublish ${AMI} from public`, says: '“from” is not understood' },
  { line: `protect ${AMI} with cooldown`, says: '“with” is not understood' },
  { line: `unprotect ${AMI} ami-2`, says: '“ami-2” is not understood' },
  { line: `deprectae ${AMI}`, says: 'deprectae', nearest: 'deprecate' },
  { line: `share ${AMI} with prod for`, says: 'After “for” something is missing' },
  { line: `share ${AMI} with prod for ever`, says: 'is no duration' },
  { line: `share ${AMI} with prod for 5m`, says: 'too short', nearest: '10m' },
  { line: `share ${AMI} with prod for 3y`, says: 'is no duration' },
  { line: `share ${AMI} with prod for 7d for 8d`, says: 'there twice' },
  { line: `retire ${AMI} over`, says: 'After “over” something is missing' },
  { line: `retire ${AMI} over month`, says: 'is no duration' },
  { line: `retire ${AMI} over 5m`, says: 'too short', nearest: '10m' },
  { line: `retire ${AMI} over 3000d`, says: 'too long', nearest: '730d' },
  { line: `retire ${AMI} oevr 30d`, says: '“oevr” is not understood', nearest: 'over' },
  { line: `retrie ${AMI}`, says: 'retrie', nearest: 'retire' },

  // Regions, names, keys.
  { line: `info ${AMI} in eu-west-11`, says: 'none of the configured Regions', nearest: 'eu-west-1' },
  { line: `info ${AMI} in useast1`, says: 'none of the configured Regions', nearest: 'us-east-1' },
  { line: `info ${AMI} in frankfurt`, says: 'none of the configured Regions' },
  { line: `copy ${AMI} to eu-wset-1`, says: 'none of the configured Regions', nearest: 'eu-west-1' },
  { line: `copy ${AMI} to us-east-1, eu-wset-1`, says: '“eu-wset-1” is none', nearest: 'eu-west-1' },
  { line: `copy ${AMI} to prdo`, says: 'neither a configured Region', nearest: 'prod' },
  { line: `copy ${AMI} to prod, frankfurt`, says: 'neither a configured Region' },
  { line: `copy ${AMI} to 9876`, says: 'is no account' },
  { line: `copy ${AMI} to eu-west-1 by snapshot`, says: '“by” is neither' },
  { line: `copy ${AMI} to eu-west-1 as ab`, says: 'A name has 3 to 128 characters' },
  { line: `copy ${AMI} to eu-west-1 as golden#2`, says: 'cannot stand in a name', nearest: 'golden-2' },
  { line: `copy ${AMI} to eu-west-1 as gölden`, says: 'cannot stand in a name', nearest: 'g-lden' },
  { line: `copy ${AMI} to eu-west-1 encrypted with "my key!"`, says: 'no KMS key' },
  { line: `share ${AMI} with prod of prdo`, says: 'is no account', nearest: 'prod' },
  { line: `share ${AMI} with prod because ${'x'.repeat(1_001)}`, says: 'up to 1000 can be kept' },

  // find, list.
  { line: 'find "ubuntu', says: 'not closed' },
  { line: 'find a b c d e f g h i j k', says: 'At most 10 words' },
  { line: 'find ubuntu in us-east', says: 'none of the configured Regions', nearest: 'us-east-1' },
  { line: 'find ubuntu of prod in us-east-1 in eu-west-1', says: 'there twice' },
  { line: 'fnid ubuntu', says: 'fnid', nearest: 'find' },
  { line: 'list shred', says: 'no list of AMIs', nearest: 'shared' },
  { line: 'list public AMIs', says: 'not understood here' },
  { line: 'list in eu-west-9', says: 'none of the configured Regions', nearest: 'eu-west-1' },
  { line: 'list of partner', says: 'names no role for it' },
];
