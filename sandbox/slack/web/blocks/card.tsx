import * as z from 'zod';
import { Element } from '../elements/element.js';
import { elementSchema } from '../elements/schema.js';
import { textObject } from '../text/text-object.js';
import { Text } from '../text/text.js';
import { Picture, pictureSchema } from './image.js';

export const cardSchema = z.object({
  type: z.literal('card'),
  block_id: z.string().default(''),
  hero_image: pictureSchema.optional(),
  icon: pictureSchema.optional(),
  title: textObject.optional(),
  subtitle: textObject.optional(),
  body: textObject.optional(),
  subtext: textObject.optional(),
  actions: z.array(elementSchema).default([]),
});

export const carouselSchema = z.object({ type: z.literal('carousel'), elements: z.array(cardSchema) });

const TEXTS = ['title', 'subtitle', 'body', 'subtext'] as const;

export function Card({ block }: { readonly block: z.infer<typeof cardSchema> }) {
  return (
    <div class="card">
      {block.hero_image === undefined ? null : <Picture picture={block.hero_image} />}
      {block.icon === undefined ? null : (
        <div class="card-icon">
          <Picture picture={block.icon} />
        </div>
      )}
      {TEXTS.map((part) => {
        const text = block[part];
        return text === undefined ? null : (
          <div key={part} class={`card-${part}`}>
            <Text text={text} />
          </div>
        );
      })}
      {block.actions.length === 0 ? null : (
        <div class="actions">
          {block.actions.map((element, index) => (
            <Element key={index} blockId={block.block_id} element={element} />
          ))}
        </div>
      )}
    </div>
  );
}

export function Carousel({ block }: { readonly block: z.infer<typeof carouselSchema> }) {
  return (
    <div class="carousel" role="region" aria-label="Cards" tabIndex={0}>
      {block.elements.map((card, index) => (
        <Card key={index} block={card} />
      ))}
    </div>
  );
}
