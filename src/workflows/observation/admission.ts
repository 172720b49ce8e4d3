import type { GuestAccess } from '../../domain/policy/types.js';
import type { Person } from '../../domain/request/types.js';
import { isPortFailure } from '../ports/errors.js';
import type { Log } from '../ports/log.js';
import type { Identity, UserDirectory } from '../ports/user-directory.js';

/** What a person wants: an answer, or a change of a request, their own or one that they create. */
export type Access = 'read' | 'request';

export type Admission =
  /** The person as it is recorded. */
  | { readonly kind: 'admitted'; readonly person: Person }
  | { readonly kind: 'refused'; readonly code: AdmissionRefusal };

export type AdmissionRefusal =
  /** From another workspace, outside the organization. */
  | 'another-team'
  /** A guest, and the configuration gives guests less. */
  | 'guest'
  /** Slack did not return who the person is. */
  | 'standing-unknown';

interface IdentityPorts {
  readonly users: UserDirectory;
  readonly log: Log;
}

export interface AdmissionContext extends IdentityPorts {
  readonly policy: { readonly guests: GuestAccess };
}

/** Decides whether a person may use AMI Steward at all. Who may approve is another matter. */
export async function admit(context: AdmissionContext, person: Person, access: Access): Promise<Admission> {
  const identity = await identifyUser(context, person);
  if (identity === undefined) return { kind: 'refused', code: 'standing-unknown' };
  if (identity.standing === 'outsider') return { kind: 'refused', code: 'another-team' };
  if (identity.standing === 'guest' && !guestMay(context.policy.guests, access)) {
    return { kind: 'refused', code: 'guest' };
  }
  return { kind: 'admitted', person: identity.person };
}

/** `undefined` if Slack does not return who the person is. */
export async function identifyUser({ users, log }: IdentityPorts, person: Person): Promise<Identity | undefined> {
  try {
    return await users.identify(person);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('a user could not be identified', { person: person.userId, why: error.kind });
    return undefined;
  }
}

function guestMay(guests: GuestAccess, access: Access): boolean {
  return guests === 'request' || (guests === 'read' && access === 'read');
}
