import type { Fact } from './fact.js';
import type { InstanceRef } from './subject.js';

/** An instance as `DescribeInstances` returns it, in the domain's terms. */
export interface Instance extends InstanceRef {
  /** `running`, `stopped`, `terminated` … as EC2 spells it. */
  readonly state: string;
  readonly instanceType: string;
  /** The AMI that it was launched from, which may no longer exist. */
  readonly imageId: string;
  readonly launchedAt: string;
  /** `ebs` or `instance-store`. */
  readonly rootDeviceType: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The devices of its EBS volumes. */
  readonly volumes: readonly string[];
}

/** What was observed of an instance for one request. */
export interface InstanceFacts {
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  readonly instance: Instance;
  /** The id of an AMI that already has the name in the instance's account and Region. `null` if the name is free. */
  readonly existingImageId: Fact<string | null>;
}

export interface InstanceObservationRequest {
  /** The name that an AMI of it is to have. */
  readonly imageName: string;
}
