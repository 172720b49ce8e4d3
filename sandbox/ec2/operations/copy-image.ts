import type { z } from 'zod';
import { beginCopy } from '../copy/begin-copy.js';
import { checkCopyable, checkName, sourceOf } from '../copy/source.js';
import { AwsError } from '../errors.js';
import { ec2Operation, type Call } from '../operation.js';
import { flag, text } from '../parameters.js';
import { specifiedTags, tagSpecifications, withTags } from '../tagging.js';

const shape = {
  SourceRegion: text,
  SourceImageId: text,
  Name: text,
  Description: text.default(''),
  Encrypted: flag.optional(),
  KmsKeyId: text.optional(),
  CopyImageTags: flag.default(false),
  TagSpecification: tagSpecifications,
  ClientToken: text.max(128).optional(),
};

type CopyParams = z.infer<z.ZodObject<typeof shape>>;

/** Called in the destination Region by the account that is to own the copy. The copy is pending at first. (EC2 API, CopyImage) */
export const copyImage = ec2Operation('CopyImage', {
  params: shape,
  run(params, call) {
    const earlier = repetition(params, call);
    if (earlier !== undefined) return { imageId: earlier };
    checkName(params.Name, call);
    const tagsFor = specifiedTags(params.TagSpecification, ['image', 'snapshot']);
    const tags = { image: withTags({}, tagsFor('image')), snapshot: withTags({}, tagsFor('snapshot')) };
    const source = sourceOf(params, call);
    checkCopyable(source, params, call);
    const imageId = beginCopy(source, params, tags, call);
    remember(params, imageId, call);
    return { imageId };
  },
});

/** The same token with the same parameters gets the same answer. (EC2 Developer Guide, "Ensuring idempotency") */
function repetition(params: CopyParams, call: Call): string | undefined {
  if (params.ClientToken === undefined) return undefined;
  const known = call.store.get('copyTokens', tokenId(params.ClientToken, call));
  if (known === undefined || known.parameters === JSON.stringify(params)) return known?.imageId;
  throw new AwsError(
    'IdempotentParameterMismatch',
    `The client token '${params.ClientToken}' was used before with different parameters.`,
  );
}

function remember(params: CopyParams, imageId: string, call: Call): void {
  if (params.ClientToken === undefined) return;
  const id = tokenId(params.ClientToken, call);
  call.store.put('copyTokens', { id, imageId, parameters: JSON.stringify(params) });
}

/** Tokens are Regional. */
function tokenId(token: string, { caller, region }: Call): string {
  return `${caller.account}/${region}/${token}`;
}
