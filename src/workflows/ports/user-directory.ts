import type { Standing } from '../../domain/policy/eligibility.js';
import type { Person } from '../../domain/request/types.js';

/** The users and user groups of the Slack workspace. */
export interface UserDirectory {
  /** Identifies the user of a payload. May be five minutes old. Throws when Slack does not return the user. */
  identify(person: Person): Promise<Identity>;
  /** The user ids in a user group, at most five seconds ago. May wait for Slack. Throws when it cannot be read. */
  listGroupMembers(group: string): Promise<readonly string[]>;
}

/** Who the user of a payload is. */
export interface Identity {
  readonly standing: Standing;
  /** As recorded: inside one organization a user has one id, whichever of its workspaces a payload names. */
  readonly person: Person;
}
