import type { RichTextBlockElement } from '@slack/types';
import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import type { ImageRef } from '../../../domain/model/image.js';
import type { UnresolvedSubject } from '../../../workflows/resolve/unresolved.js';
import { type Message, boundedBullets } from '../kit/message.js';
import { bold, code, italic, rich, foreignText, richSection, literal } from '../kit/rich.js';
import { inlineCode } from '../kit/text.js';

/** For each of the two lists. */
const BUDGET = 5_000;

/** The answer when it is not clear which AMI or instance was meant. Nothing was requested. */
export function unresolvedAnswer(unresolved: UnresolvedSubject, directory: Directory): Message {
  const subjectNoun = unresolved.subjectKind === 'instance' ? 'instance' : 'AMI';
  const where = unresolved.subjectKind === 'recycled' ? ' in the Recycle Bin' : '';
  const found = toCandidates(unresolved);
  const places = unreachable(unresolved, directory);
  if (found.length === 0) {
    return {
      text: `No ${subjectNoun} was found${where} for ${inlineCode(unresolved.id, 60)}.`,
      blocks: [
        rich(
          richSection(
            literal(`No ${subjectNoun}${where} found with ID or ID prefix `),
            code(unresolved.id, 60),
            literal('.'),
          ),
          ...places,
        ),
      ],
    };
  }
  if (found.length > 1) {
    const matchesText = `matches ${found.length} ${subjectNoun}s${where}. Enter more of the ID`;
    return {
      text: `${inlineCode(unresolved.id, 60)} ${matchesText}.`,
      blocks: [
        rich(
          richSection(code(unresolved.id, 60), literal(` ${matchesText}:`)),
          candidates(found, directory),
          ...places,
        ),
      ],
    };
  }
  return {
    text: `${inlineCode(unresolved.id, 60)} may match more than one ${subjectNoun}${where}. Enter the full ID.`,
    blocks: [
      rich(
        richSection(
          code(unresolved.id, 60),
          literal(
            ` matches the ${subjectNoun}${where} below, but some accounts or Regions could not be searched. Enter the full ID:`,
          ),
        ),
        candidates(found, directory),
        ...places,
      ),
    ],
  };
}

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

function toCandidates({ subjectKind, matches }: UnresolvedSubject): readonly Candidate[] {
  return subjectKind === 'instance'
    ? matches.map(({ instanceId: id, tags, state, region, account }) => ({
        id,
        name: tags.Name ?? state,
        region,
        account,
      }))
    : matches.map(({ imageId: id, name, region, account }) => ({ id, name, region, account }));
}

/** `us-east-1, images (999988887777)` */
export function placeLabel({ region, account }: Pick<ImageRef, 'region' | 'account'>, directory: Directory): string {
  return `${region}, ${accountLabel(directory, account)}`;
}

function candidates(found: readonly Candidate[], directory: Directory): RichTextBlockElement {
  return boundedBullets(
    found.map((candidate) => [
      code(candidate.id, 60),
      literal(' '),
      bold(candidate.name, 128),
      literal(' in '),
      foreignText(placeLabel(candidate, directory), 150),
    ]),
    BUDGET,
  );
}

function unreachable(
  { unreachable: places }: UnresolvedSubject,
  directory: Directory,
): readonly RichTextBlockElement[] {
  if (places.length === 0) return [];
  return [
    richSection(bold('Not searched:')),
    boundedBullets(
      places.map((place) => [foreignText(placeLabel(place, directory), 150), literal(': '), italic(place.reason, 200)]),
      BUDGET,
    ),
  ];
}
