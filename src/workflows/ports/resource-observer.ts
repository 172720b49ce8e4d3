import type { Facts, ObservationRequest } from '../../domain/model/facts.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { InstanceFacts, InstanceObservationRequest } from '../../domain/model/instance.js';
import type { RecycledFacts } from '../../domain/model/recycled.js';
import type { S3ObjectFacts } from '../../domain/model/s3-object.js';
import type { InstanceRef, S3ObjectRef } from '../../domain/model/subject.js';

/**
 * Observes one resource. Reads are live. A fact that could not be read is `Unknown` with a reason; only the read of the
 * resource itself throws, and then any `PortFailure` but `Conflict`.
 */
export interface ResourceObserver {
  /**
   * Observes an AMI outside the Recycle Bin.
   * @throws {NotFound} if the account cannot see the AMI.
   */
  observeImage(image: ImageRef, needs: ObservationRequest): Promise<Facts>;

  /**
   * Observes an AMI in the Recycle Bin.
   * @throws {NotFound} if the AMI is not in the Recycle Bin.
   */
  observeRecycledImage(image: ImageRef): Promise<RecycledFacts>;

  /**
   * Observes an instance.
   * @throws {NotFound} if the instance does not exist.
   */
  observeInstance(instance: InstanceRef, needs: InstanceObservationRequest): Promise<InstanceFacts>;

  /** Observes an S3 object and what its import would meet. A missing object is a fact, not a failure. */
  observeS3Object(object: S3ObjectRef): Promise<S3ObjectFacts>;
}
