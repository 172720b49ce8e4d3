import type { Fact } from './fact.js';

/** What an instance type supports, in EC2's own words. */
export interface InstanceType {
  readonly name: string;
  readonly architectures: readonly string[];
  readonly virtualizationTypes: readonly string[];
  readonly rootDeviceTypes: readonly string[];
  readonly bootModes: readonly string[];
  /** `unsupported`, `supported` or `required`. */
  readonly ena: string;
}

/** What a launch would meet in the account and Region through which the AMI is seen. */
export interface LaunchEnvironment {
  /** Null: there is no such type in this Region. */
  readonly instanceType: Fact<InstanceType | null>;
  /** The subnet that was named, or a default one; null: there is none. */
  readonly subnet: Fact<string | null>;
}

export interface LaunchOptions {
  readonly instanceType: string;
  /** Absent: a default subnet. */
  readonly subnet?: string | undefined;
}
