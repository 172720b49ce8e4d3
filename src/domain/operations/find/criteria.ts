import { omitUndefined } from '../../model/omit-undefined.js';
import type { Image } from '../../model/image.js';
import { isOwnedHere } from '../findings/ownership.js';
import { FAMILIES, type Family } from './families.js';

/** What the words of a search mean. */
export interface SearchCriteria {
  readonly family?: Family;
  readonly version?: string;
  readonly architecture?: string;
  /** Further words that the name or description of a base image must contain. */
  readonly otherWords: readonly string[];
  /** What must stand in the name, description or tags of an own AMI: everything but the architecture. */
  readonly ownWords: readonly string[];
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

export function parseCriteria(words: readonly string[]): SearchCriteria {
  const lowerCased = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== '');
  const architecture = lowerCased.map(toArchitecture).find((name) => name !== undefined);
  const ownWords = lowerCased.filter((word) => toArchitecture(word) === undefined);
  const familyMatch = findFamily(ownWords);
  const rest =
    familyMatch === undefined
      ? ownWords
      : ownWords.filter((_, index) => index < familyMatch.at || index >= familyMatch.at + familyMatch.length);
  const version = familyMatch?.version ?? rest.find((word) => VERSION.test(word));
  return {
    ...(familyMatch === undefined ? {} : { family: familyMatch.family }),
    ...omitUndefined({ version, architecture }),
    otherWords: rest.filter((word) => word !== version),
    ownWords,
  };
}

/** Whether an AMI is meant: an own one by all the words, a base image by version, architecture and the other words. */
export function matchesCriteria(
  { version, architecture, otherWords, ownWords }: SearchCriteria,
  image: Image,
): boolean {
  if (architecture !== undefined && image.architecture !== architecture) return false;
  if (isOwnedHere(image)) return ownWords.every((word) => searchableText(image).includes(word));
  const { name, description } = image;
  return (
    image.state === 'available' &&
    (version === undefined || hasVersion(name, version)) &&
    otherWords.every((word) => `${name} ${description}`.toLowerCase().includes(word))
  );
}

interface FamilyMatch {
  readonly family: Family;
  readonly at: number;
  readonly length: number;
  /** `al2023` also names the version. */
  readonly version?: string;
}

function findFamily(words: readonly string[]): FamilyMatch | undefined {
  const found = FAMILIES.flatMap((family) =>
    family.aliases.flatMap((alias): readonly FamilyMatch[] => {
      const parts = alias.split(' ');
      const at = words.findIndex((_, index) => parts.every((part, offset) => words[index + offset] === part));
      const version = /^al(\d+)$/.exec(alias)?.[1];
      return at === -1 ? [] : [{ family, at, length: parts.length, ...omitUndefined({ version }) }];
    }),
  );
  return found.toSorted((one, other) => other.length - one.length)[0];
}

/** `24.04` in `…-noble-24.04-amd64-…`, and not `2` in `al2023`. */
function hasVersion(name: string, version: string): boolean {
  return new RegExp(`(^|\\D)${version.replaceAll('.', '\\.')}(\\D|$)`).test(name);
}

function searchableText({ imageId, name, description, tags }: Image): string {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [imageId, name, description, ...tagged].join('\n').toLowerCase();
}

function toArchitecture(word: string): string | undefined {
  return Object.hasOwn(ARCHITECTURES, word) ? ARCHITECTURES[word] : undefined;
}
