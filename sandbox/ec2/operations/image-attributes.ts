import { z } from 'zod';
import type { Image } from '../image-entities.js';
import { AwsError } from '../errors.js';
import { findOwnImage } from '../visible-images.js';
import { ec2Operation } from '../operation.js';
import { text } from '../parameters.js';
import type { Value } from '../wire/xml.js';

type Attribute = z.infer<typeof attributeName>;
const attributeName = z.enum([
  'description',
  'kernel',
  'ramdisk',
  'launchPermission',
  'productCodes',
  'blockDeviceMapping',
  'sriovNetSupport',
  'bootMode',
  'tpmSupport',
  'uefiData',
  'lastLaunchedTime',
  'imdsSupport',
  'deregistrationProtection',
]);

/** The owner's alone, every attribute. (EC2 API, DescribeImageAttribute) */
export const describeImageAttribute = ec2Operation('DescribeImageAttribute', {
  params: { ImageId: text, Attribute: attributeName },
  run({ ImageId, Attribute }, call) {
    return { imageId: ImageId, [Attribute]: attributeValue(findOwnImage(call, ImageId), Attribute) };
  },
});

function attributeValue(image: Image, attribute: Attribute): Value {
  switch (attribute) {
    case 'launchPermission':
      return image.launchPermissions.map((permission) => ({ ...permission }));
    case 'productCodes':
      return image.machine.productCodes.map(({ id, type }) => ({ productCode: id, type }));
    case 'blockDeviceMapping':
      // Its own documentation says that it does not work.
      throw new AwsError('AuthFailure', 'Unauthorized attempt to access restricted resource', 403);
    case 'description':
      return { value: image.description };
    case 'kernel':
      return { value: image.machine.kernelId };
    case 'ramdisk':
      return { value: image.machine.ramdiskId };
    case 'lastLaunchedTime':
      return { value: image.lastLaunchedAt };
    case 'deregistrationProtection':
      return { value: image.protection };
    case 'sriovNetSupport':
    case 'bootMode':
    case 'tpmSupport':
    case 'uefiData':
    case 'imdsSupport':
      return { value: image.machine[attribute] };
  }
}

/** Takes every launch permission away. */
export const resetImageAttribute = ec2Operation('ResetImageAttribute', {
  params: { ImageId: text, Attribute: z.literal('launchPermission') },
  run({ ImageId }, call) {
    call.store.put('images', { ...findOwnImage(call, ImageId), launchPermissions: [] });
    return { return: true };
  },
});
