import type { z } from 'zod';
import { idempotentByToken } from '../client-tokens.js';
import { startCopy } from '../copy/begin-copy.js';
import { checkCopyable, checkName, findSource } from '../copy/source.js';
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
    return { imageId: idempotentByToken('CopyImage', params, call, () => createCopy(params, call)) };
  },
});

function createCopy(params: CopyParams, call: Call): string {
  checkName(params.Name, call);
  const tagsFor = specifiedTags(params.TagSpecification, ['image', 'snapshot']);
  const tags = { image: withTags({}, tagsFor('image')), snapshot: withTags({}, tagsFor('snapshot')) };
  const source = findSource(params, call);
  checkCopyable(source, params, call);
  return startCopy(source, params, tags, call);
}
