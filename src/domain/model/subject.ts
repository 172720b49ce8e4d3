import type { ImageRef } from './image.js';

/** Names one EC2 instance. */
export interface InstanceRef {
  readonly instanceId: string;
  readonly region: string;
  readonly account: string;
}

/** Names a file in S3, and the account and Region that it is brought into. */
export interface S3ObjectRef {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly account: string;
}

/** What a request is about. */
export type Subject = ImageRef | InstanceRef | S3ObjectRef;

/** The name under which the requests about a subject are found again. Ids are unique enough, and Slack users type them. */
export function subjectKey(subject: Subject): string {
  if ('imageId' in subject) return subject.imageId;
  return 'instanceId' in subject ? subject.instanceId : `s3://${subject.bucket}/${subject.key}`;
}
