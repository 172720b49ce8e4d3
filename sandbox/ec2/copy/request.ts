/** What a copy is asked to be, whichever way its encryption ends. (EC2 API, CopyImage) */
export interface CopyRequest {
  readonly SourceRegion: string;
  readonly SourceImageId: string;
  readonly Name: string;
  readonly Description: string;
  readonly Encrypted?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
  readonly CopyImageTags: boolean;
}
