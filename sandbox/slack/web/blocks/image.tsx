import * as z from 'zod';
import { plainText } from '../text/text-object.js';
import { Text } from '../text/text.js';

export const pictureSchema = z.object({
  type: z.literal('image'),
  image_url: z.string().optional(),
  alt_text: z.string(),
});

export const imageSchema = pictureSchema.extend({ title: plainText.optional() });

export function ImageBlock({ block }: { readonly block: z.infer<typeof imageSchema> }) {
  return (
    <figure class="image-block">
      {block.title === undefined ? null : (
        <figcaption>
          <Text text={block.title} />
        </figcaption>
      )}
      <Picture picture={block} />
    </figure>
  );
}

/** An image from the web. A file of Slack has no address outside of Slack and is shown by its text. */
export function Picture({ picture }: { readonly picture: z.infer<typeof pictureSchema> }) {
  if (picture.image_url === undefined) return <span class="no-picture">{picture.alt_text}</span>;
  return <img src={picture.image_url} alt={picture.alt_text} title={picture.alt_text} loading="lazy" />;
}
