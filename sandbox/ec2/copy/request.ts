/** The encryption of a copy, whatever its result. (EC2 API, CopyImage, CopySnapshot) */
export interface EncryptionRequest {
  readonly Encrypted?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** The requested copy. */
export interface CopyRequest extends EncryptionRequest {
  readonly SourceRegion: string;
  readonly SourceImageId: string;
  readonly Name: string;
  readonly Description: string;
  readonly CopyImageTags: boolean;
}
