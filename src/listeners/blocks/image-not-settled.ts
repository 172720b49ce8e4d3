import type { RichTextBlockElement } from '@slack/types';
import { accountLabel, type Directory } from '../../workflows/facts/directory.js';
import type { Image, ImageRef } from '../../workflows/facts/image.js';
import type { ImageNotSettled } from '../../workflows/use-cases.js';
import { fit } from './fit.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, rich, said, section, words, type Leaf } from './rich.js';
import { quoted } from './text.js';

const MOST_LISTED = 20;

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
  const { shown, hidden } = fit(found, () => 1, MOST_LISTED);
  return bullets([
    ...shown.map((image): readonly Leaf[] => [
      code(image.imageId, 60),
      words(' '),
      bold(image.name, 128),
      words(' in '),
      said(placeOf(image, directory), 150),
    ]),
    ...more(hidden),
  ]);
}

function unreachable({ unreachable: places }: ImageNotSettled, directory: Directory): readonly RichTextBlockElement[] {
  if (places.length === 0) return [];
  const { shown, hidden } = fit(places, () => 1, MOST_LISTED);
  return [
    section(bold('Could not be looked into:')),
    bullets([
      ...shown.map((place): readonly Leaf[] => [
        said(placeOf(place, directory), 150),
        words(': '),
        italic(place.reason, 200),
      ]),
      ...more(hidden),
    ]),
  ];
}

function more(hidden: number): readonly (readonly Leaf[])[] {
  return hidden === 0 ? [] : [[italic(`… ${hidden} more`)]];
}
