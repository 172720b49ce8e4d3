import type { Image } from '../../facts/image.js';
import { isOwn } from '../planning/ownership.js';
import { FAMILIES, type Family } from './families.js';

/** What the words of a search mean. */
export interface Wanted {
  readonly family?: Family;
  readonly version?: string;
  readonly architecture?: string;
  /** What else must stand in the name or description of a base image. */
  readonly others: readonly string[];
  /** What must stand in the name, description or tags of an own AMI: everything but the architecture. */
  readonly own: readonly string[];
}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  arm64: 'arm64',
  aarch64: 'arm64',
  graviton: 'arm64',
  x86_64: 'x86_64',
  x86: 'x86_64',
  amd64: 'x86_64',
  i386: 'i386',
};

const VERSION = /^\d{1,4}(\.\d{1,4}){0,2}$/;

export function wantedBy(words: readonly string[]): Wanted {
  const low = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== '');
  const architecture = low.map(architectureOf).find((name) => name !== undefined);
  const own = low.filter((word) => architectureOf(word) === undefined);
  const named = familyIn(own);
  const rest =
    named === undefined ? own : own.filter((_, index) => index < named.at || index >= named.at + named.length);
  const version = named?.version ?? rest.find((word) => VERSION.test(word));
  return {
    ...(named === undefined ? {} : { family: named.family }),
    ...(version === undefined ? {} : { version }),
    ...(architecture === undefined ? {} : { architecture }),
    others: rest.filter((word) => word !== version),
    own,
  };
}

/** Whether an AMI is meant: an own one by all the words, a base image by version, architecture and the other words. */
export function isWanted({ version, architecture, others, own }: Wanted, image: Image): boolean {
  if (architecture !== undefined && image.architecture !== architecture) return false;
  if (isOwn(image)) return own.every((word) => textOf(image).includes(word));
  const { name, description } = image;
  return (
    image.state === 'available' &&
    (version === undefined || hasVersion(name, version)) &&
    others.every((word) => `${name} ${description}`.toLowerCase().includes(word))
  );
}

interface NamedFamily {
  readonly family: Family;
  readonly at: number;
  readonly length: number;
  /** `al2023` says the version, too. */
  readonly version?: string;
}

function familyIn(words: readonly string[]): NamedFamily | undefined {
  const found = FAMILIES.flatMap((family) =>
    family.called.flatMap((called): readonly NamedFamily[] => {
      const parts = called.split(' ');
      const at = words.findIndex((_, index) => parts.every((part, offset) => words[index + offset] === part));
      const version = /^al(\d+)$/.exec(called)?.[1];
      return at === -1 ? [] : [{ family, at, length: parts.length, ...(version === undefined ? {} : { version }) }];
    }),
  );
  return found.toSorted((one, other) => other.length - one.length)[0];
}

/** `24.04` in `…-noble-24.04-amd64-…`, and not `2` in `al2023`. */
function hasVersion(name: string, version: string): boolean {
  return new RegExp(`(^|\\D)${version.replaceAll('.', '\\.')}(\\D|$)`).test(name);
}

function textOf({ imageId, name, description, tags }: Image): string {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [imageId, name, description, ...tagged].join('\n').toLowerCase();
}

function architectureOf(word: string): string | undefined {
  return Object.hasOwn(ARCHITECTURES, word) ? ARCHITECTURES[word] : undefined;
}
