import type { Facts, ObservationRequest } from '../../domain/model/facts.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { InstanceRef, S3ObjectRef, Subject } from '../../domain/model/subject.js';
import { findSharingBeforeDisable } from './sharing-before-disable.js';
import { loadRequestsAbout } from './load-requests.js';
import {
  resolveImage,
  pinImageInput,
  resolveInstance,
  pinInstanceInput,
  resolveS3Object,
  pinS3ObjectInput,
  resolveRecycledImage,
} from '../resolve/resolve-subject.js';
import type { AnyChangeOperation, PlanResult } from '../../domain/operations/contract.js';
import { accountIds } from '../../domain/model/grantee.js';
import type { UnresolvedSubject } from '../resolve/unresolved.js';
import { expiringGrants } from '../../domain/undo/expiring-grants.js';
import type { UseCaseContext } from '../context.js';

/** The ports for resolving the subject of a request. */
export type ResolutionContext = Pick<UseCaseContext, 'finder' | 'directory'>;

/** The ports for planning an operation. */
export type PlanningContext = Pick<UseCaseContext, 'observer' | 'store' | 'directory'>;

/** Resolves the subject of a request, each kind in its own way. */
export async function resolveSubject(
  { finder, directory }: ResolutionContext,
  operation: AnyChangeOperation,
  input: unknown,
): Promise<{ readonly kind: 'resolved'; readonly subject: Subject } | UnresolvedSubject> {
  switch (operation.subjectKind) {
    case 'image':
      return resolveImage(finder, input);
    case 'recycled':
      return resolveRecycledImage(finder, input);
    case 'instance':
      return resolveInstance(finder, input);
    case 'object':
      return { kind: 'resolved', subject: await resolveS3Object(finder, directory, input) };
  }
}

/** Observes the subject and what the operation needs of its surroundings, and plans. */
export async function planOperation(
  context: PlanningContext,
  operation: AnyChangeOperation,
  input: unknown,
  subject: Subject,
): Promise<PlanResult> {
  const planContext = { directory: context.directory };
  switch (operation.subjectKind) {
    case 'image':
      return operation.plan(
        input,
        await observeImage(context, asImageRef(subject), operation.needs(input)),
        planContext,
      );
    case 'recycled':
      return operation.plan(input, await context.observer.observeRecycledImage(asImageRef(subject)), planContext);
    case 'instance': {
      const facts = await context.observer.observeInstance(asInstanceRef(subject), operation.needs(input));
      return operation.plan(input, facts, planContext);
    }
    case 'object':
      return operation.plan(input, await context.observer.observeS3Object(asS3ObjectRef(subject)), planContext);
  }
}

async function observeImage(context: PlanningContext, image: ImageRef, needs: ObservationRequest): Promise<Facts> {
  const observed = await context.observer.observeImage(image, needs);
  if (needs.expiringGrants === true) return withExpiringGrants(context, observed);
  return needs.sharingBeforeDisable === true ? withSharingBeforeDisable(context, observed, needs) : observed;
}

/** Includes expiring permissions. An AMI without grantees needs no read. */
async function withExpiringGrants(context: PlanningContext, observed: Facts): Promise<Facts> {
  const permissions = [observed.launchPermissions, ...Object.values(observed.volumePermissions ?? {})];
  if (permissions.every((each) => each?.known === true && each.value.length === 0)) return observed;
  const requests = await loadRequestsAbout(context, { subject: observed.image });
  return { ...observed, expiringGrants: expiringGrants(requests, observed.observedAt) };
}

/** Includes the use of a disabled AMI where it was shared before, which EC2 no longer knows. */
async function withSharingBeforeDisable(
  { store, observer }: PlanningContext,
  observed: Facts,
  needs: ObservationRequest,
): Promise<Facts> {
  const { image } = observed;
  const sharingBeforeDisable = await findSharingBeforeDisable(store, image.imageId);
  const facts = { ...observed, sharingBeforeDisable };
  if (needs.usageElsewhere === undefined || image.state !== 'disabled' || !sharingBeforeDisable.known) return facts;
  const accounts = accountIds(sharingBeforeDisable.value?.grantees ?? []);
  const { usageElsewhere } = await observer.observeImage(image, { usageElsewhere: accounts });
  return { ...facts, usageElsewhere: { ...usageElsewhere, ...observed.usageElsewhere } };
}

/** The input with the resolved id in place of an abbreviation, which may become ambiguous. */
export function pinInput(operation: AnyChangeOperation, input: unknown, subject: Subject): unknown {
  switch (operation.subjectKind) {
    case 'image':
    case 'recycled':
      return pinImageInput(input, asImageRef(subject));
    case 'instance':
      return pinInstanceInput(input, asInstanceRef(subject));
    case 'object':
      return pinS3ObjectInput(input, asS3ObjectRef(subject));
  }
}

function asImageRef(subject: Subject): ImageRef {
  if ('imageId' in subject) return subject;
  throw new Error('a request about an AMI is stored with another subject');
}

function asInstanceRef(subject: Subject): InstanceRef {
  if ('instanceId' in subject) return subject;
  throw new Error('a request about an instance is stored with another subject');
}

function asS3ObjectRef(subject: Subject): S3ObjectRef {
  if ('bucket' in subject) return subject;
  throw new Error('a request about a file in S3 is stored with another subject');
}
