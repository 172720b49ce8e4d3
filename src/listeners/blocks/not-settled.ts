import type { RichTextBlockElement } from '@slack/types';
import { accountLabel, type Directory } from '../../workflows/facts/directory.js';
import type { Instance } from '../../workflows/facts/instance.js';
import type { ImageRef } from '../../workflows/facts/image.js';
import type { NotSettled } from '../../workflows/located.js';
import { fit } from './fit.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, rich, said, section, sizeOf, words, type Leaf } from './rich.js';
import { quoted } from './text.js';

/** For each of the two lists. */
const BUDGET = 5_000;

/** The answer when it is not clear which AMI or instance was meant. Nothing was requested. */
export function notSettled(answer: NotSettled, directory: Directory): Message {
  const what = answer.kind.includes('instance') ? 'instance' : 'AMI';
  const where = answer.kind.includes('recycled') ? ' in the Recycle Bin' : '';
  const found = candidatesOf(answer);
  const places = unreachable(answer, directory);
  if (found.length === 0) {
    return {
      text: `No ${what} was found${where} for ${quoted(answer.id, 60)}.`,
      blocks: [
        rich(
          section(words(`No ${what}${where} that I can see is or begins with `), code(answer.id, 60), words('.')),
          ...places,
        ),
      ],
    };
  }
  if (found.length > 1) {
    const fits = `fits ${found.length} ${what}s${where}. Say more of the id`;
    return {
      text: `${quoted(answer.id, 60)} ${fits}.`,
      blocks: [rich(section(code(answer.id, 60), words(` ${fits}:`)), candidates(found, directory), ...places)],
    };
  }
  return {
    text: `${quoted(answer.id, 60)} may mean more than one ${what}${where}. Give the whole id.`,
    blocks: [
      rich(
        section(
          code(answer.id, 60),
          words(
            ` fits the ${what}${where} below. There may be others: not every place could be looked into. Give the whole id:`,
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

function candidatesOf(answer: NotSettled): readonly Candidate[] {
  switch (answer.kind) {
    case 'no-image':
    case 'no-instance':
    case 'no-recycled':
      return [];
    case 'several-images':
    case 'several-recycled':
      return answer.images.map(({ imageId: id, name, region, account }) => ({ id, name, region, account }));
    case 'uncertain-image':
    case 'uncertain-recycled': {
      const { imageId: id, name, region, account } = answer.image;
      return [{ id, name, region, account }];
    }
    case 'several-instances':
      return answer.instances.map(instanceCandidate);
    case 'uncertain-instance':
      return [instanceCandidate(answer.instance)];
  }
}

function instanceCandidate({ instanceId: id, tags, state, region, account }: Instance): Candidate {
  return { id, name: tags.Name ?? state, region, account };
}

/** `us-east-1, images (999988887777)` */
export function placeOf({ region, account }: Pick<ImageRef, 'region' | 'account'>, directory: Directory): string {
  return `${region}, ${accountLabel(directory, account)}`;
}

function candidates(found: readonly Candidate[], directory: Directory): RichTextBlockElement {
  return listOf(
    found.map((candidate) => [
      code(candidate.id, 60),
      words(' '),
      bold(candidate.name, 128),
      words(' in '),
      said(placeOf(candidate, directory), 150),
    ]),
  );
}

function unreachable({ unreachable: places }: NotSettled, directory: Directory): readonly RichTextBlockElement[] {
  if (places.length === 0) return [];
  return [
    section(bold('Could not be looked into:')),
    listOf(places.map((place) => [said(placeOf(place, directory), 150), words(': '), italic(place.reason, 200)])),
  ];
}

function listOf(lines: readonly (readonly Leaf[])[]): RichTextBlockElement {
  const { shown, hidden } = fit(lines, sizeOf, BUDGET);
  return bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]);
}
