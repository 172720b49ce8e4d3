import type { Draft } from '../../command-line/grammar.js';
import type { DiskFormat } from '../../plan/call-inputs.js';
import type { ObjectInput, ParseContext, ParseResult } from '../contract.js';
import { parseReason } from '../fields/image.js';
import { parsePlace } from '../fields/location.js';
import { parseImageName } from '../fields/names.js';
import { combine, invalid, type ParsedValue, quoteInput, valid } from '../fields/parsed.js';
import { z } from 'zod';

export type ImportInput = z.infer<typeof importInput>;
export const importInput = z.strictObject({
  bucket: z.string().min(1),
  key: z.string().min(1),
  region: z.string().optional(),
  account: z.string().optional(),
  format: z.enum(['OVA', 'VMDK', 'VHD', 'VHDX', 'RAW']),
  /** Becomes the Name tag of the AMI. */
  name: z.string(),
} satisfies Record<keyof ObjectInput, z.ZodType> & Record<string, z.ZodType>);

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<ImportInput> {
  const file = parseFile(draft.file?.[0] ?? '');
  const place = parsePlace(draft, directory);
  const name = parseImageName(draft.name?.[0] ?? '', 'name');
  return combine([file, place, name, parseReason(draft.reason?.[0])], {
    ...file.value,
    ...place.value,
    name: name.value,
  });
}

type S3File = Pick<ImportInput, 'bucket' | 'key' | 'format'>;

const NO_FILE: S3File = { bucket: '', key: '', format: 'RAW' };
/** (Amazon S3 User Guide, "General purpose bucket naming rules") */
const S3_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/is;
/** In bytes. (Amazon S3 User Guide, "Naming Amazon S3 objects") */
const MAX_KEY_LENGTH = 1_024;

function parseFile(word: string): ParsedValue<S3File> {
  const [, bucket = '', key = ''] = S3_URL.exec(word.trim()) ?? [];
  if (key === '') {
    return invalid(NO_FILE, 'file', `${quoteInput(word)} is not an S3 object: s3://bucket/key.`, toS3Path(word.trim()));
  }
  if (new TextEncoder().encode(key).length > MAX_KEY_LENGTH) {
    return invalid(NO_FILE, 'file', `The key is too long: S3 has keys of up to ${MAX_KEY_LENGTH} bytes.`);
  }
  const [, ending = ''] = /\.([^./]*)$/.exec(key.toLowerCase()) ?? [];
  const format = FORMATS.get(ending);
  return format === undefined
    ? invalid(
        NO_FILE,
        'file',
        `${quoteInput(key)} does not end as EC2 imports it. ${FORMAT_HINTS.get(ending) ?? ENDINGS}`,
      )
    : valid({ bucket: bucket.toLowerCase(), key, format });
}

/** The same file as S3's console and IAM write it. */
function toS3Path(word: string): string | undefined {
  const [, bucket, key] =
    /^arn:aws[\w-]*:s3:::([^/]+)\/(.+)$/.exec(word) ?? /^https:\/\/([^/]+?)\.s3[\w.-]*\/([^?]+)/.exec(word) ?? [];
  return bucket === undefined || key === undefined ? undefined : `s3://${bucket}/${key}`;
}

/** (VM Import/Export User Guide, "Image formats supported by VM Import/Export") */
const FORMATS: ReadonlyMap<string, DiskFormat> = new Map([
  ['ova', 'OVA'],
  ['vmdk', 'VMDK'],
  ['vhd', 'VHD'],
  ['vhdx', 'VHDX'],
  ['raw', 'RAW'],
]);

const ENDINGS = 'The extension determines the format: .ova, .vmdk, .vhd, .vhdx or .raw.';
const COMPRESSED = 'Unpack it first: EC2 reads no archive but an OVA.';

/** Formats that users try to import, and what to do with them. */
const FORMAT_HINTS: ReadonlyMap<string, string> = new Map([
  ['ovf', 'An OVF only describes the machine: pack it with its disks into an OVA.'],
  ['iso', 'An ISO is a medium to install from, not the disk of a machine that is installed.'],
  ['qcow2', 'Convert it first: qemu-img convert -O raw.'],
  ['vdi', 'Export the machine from VirtualBox as an OVA.'],
  ['img', 'If it is a plain copy of a disk, give its key the extension .raw.'],
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', 'zst', '7z', 'tar'].map((ending) => [ending, COMPRESSED] as const),
]);
