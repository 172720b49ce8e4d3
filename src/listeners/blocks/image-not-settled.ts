import type { RichTextBlockElement } from '@slack/types';
import { accountLabel, type Directory } from '../../workflows/facts/directory.js';
import type { Image, ImageRef } from '../../workflows/facts/image.js';
import type { ImageNotSettled } from '../../workflows/use-cases.js';
import { fit } from './fit.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, rich, said, section, sizeOf, words, type Leaf } from './rich.js';
import { quoted } from './text.js';

/** For each of the two lists. */
const BUDGET = 5_000;

/** The answer when it is not clear which AMI was meant. Nothing was requested. */
export function imageNotSettled(answer: ImageNotSettled, directory: Directory): Message {
  switch (answer.kind) {
    case 'no-image':
      return {
        text: `No AMI was found for ${quoted(answer.id, 60)}.`,
        blocks: [
          rich(
            section(words('No AMI that I can see is or begins with '), code(answer.id, 60), words('.')),
            ...unreachable(answer, directory),
          ),
        ],
      };
    case 'several-images':
      return {
        text: `${quoted(answer.id, 60)} fits ${answer.images.length} AMIs. Say more of the id.`,
        blocks: [
          rich(
            section(code(answer.id, 60), words(` fits ${answer.images.length} AMIs. Say more of the id:`)),
            images(answer.images, directory),
            ...unreachable(answer, directory),
          ),
        ],
      };
    case 'uncertain-image':
      return {
        text: `${quoted(answer.id, 60)} may mean more than one AMI. Give the whole id.`,
        blocks: [
          rich(
            section(
              code(answer.id, 60),
              words(
                ' fits the AMI below. There may be others: not every place could be looked into. Give the whole id:',
              ),
            ),
            images([answer.image], directory),
            ...unreachable(answer, directory),
          ),
        ],
      };
  }
}

/** `us-east-1, images (999988887777)` */
export function placeOf({ region, account }: Pick<ImageRef, 'region' | 'account'>, directory: Directory): string {
  return `${region}, ${accountLabel(directory, account)}`;
}

function images(found: readonly Image[], directory: Directory): RichTextBlockElement {
  return listOf(
    found.map((image) => [
      code(image.imageId, 60),
      words(' '),
      bold(image.name, 128),
      words(' in '),
      said(placeOf(image, directory), 150),
    ]),
  );
}

function unreachable({ unreachable: places }: ImageNotSettled, directory: Directory): readonly RichTextBlockElement[] {
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
