import type { DiskFormat } from '../../plan/calls.js';
import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageName } from '../parsing/image-name.js';
import { readReason } from '../parsing/image-input.js';
import { readPlace } from '../parsing/place.js';
import { misread, quoted, read, settle, type Reading } from '../parsing/reading.js';
import type { ImportInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<ImportInput> {
  const file = readFile(draft.file?.[0] ?? '');
  const place = readPlace(draft, directory);
  const name = readImageName(draft.name?.[0] ?? '', 'name');
  return settle([file, place, name, readReason(draft.reason?.[0])], {
    ...file.value,
    ...place.value,
    name: name.value,
  });
}

type File = Pick<ImportInput, 'bucket' | 'key' | 'format'>;

const NONE: File = { bucket: '', key: '', format: 'RAW' };
/** (Amazon S3 User Guide, "General purpose bucket naming rules") */
const FILE = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/is;
/** In bytes. (Amazon S3 User Guide, "Naming Amazon S3 objects") */
const LONGEST_KEY = 1_024;

function readFile(word: string): Reading<File> {
  const [, bucket = '', key = ''] = FILE.exec(word.trim()) ?? [];
  if (key === '') {
    return misread(NONE, 'file', `${quoted(word)} is no file in S3: s3://bucket/key.`, asPath(word.trim()));
  }
  if (new TextEncoder().encode(key).length > LONGEST_KEY) {
    return misread(NONE, 'file', `The key is too long: S3 has keys of up to ${LONGEST_KEY} bytes.`);
  }
  const [, ending = ''] = /\.([^./]*)$/.exec(key.toLowerCase()) ?? [];
  const format = FORMATS.get(ending);
  return format === undefined
    ? misread(NONE, 'file', `${quoted(key)} does not end as EC2 imports it. ${HINTS.get(ending) ?? ENDINGS}`)
    : read({ bucket: bucket.toLowerCase(), key, format });
}

/** The same file as S3's console and IAM write it. */
function asPath(word: string): string | undefined {
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

const ENDINGS = 'The format is told by the ending: .ova, .vmdk, .vhd, .vhdx or .raw.';
const UNPACK = 'Unpack it first: EC2 reads no archive but an OVA.';

/** What people try to import, and what to do with it. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ['ovf', 'An OVF only describes the machine: pack it with its disks into an OVA.'],
  ['iso', 'An ISO is a medium to install from, not the disk of a machine that is installed.'],
  ['qcow2', 'Convert it first: qemu-img convert -O raw.'],
  ['vdi', 'Export the machine from VirtualBox as an OVA.'],
  ['img', 'If it is a plain copy of a disk, let its key end in .raw.'],
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', 'zst', '7z', 'tar'].map((ending) => [ending, UNPACK] as const),
]);
