/** How what is copied is to be encrypted, whichever way that ends. (EC2 API, CopyImage, CopySnapshot) */
export interface EncryptionRequest {
  readonly Encrypted?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** What a copy is asked to be. */
export interface CopyRequest extends EncryptionRequest {
  readonly SourceRegion: string;
  readonly SourceImageId: string;
  readonly Name: string;
  readonly Description: string;
  readonly CopyImageTags: boolean;
}
