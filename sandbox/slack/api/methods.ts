import { authMethods } from './auth.js';
import { chatMethods } from './chat.js';
import { conversationsMethods } from './conversations.js';
import type { Method } from './method.js';
import { peopleMethods } from './users.js';
import { viewsMethods } from './views.js';

/** The whole Web API of the workspace. Other methods are `unknown_method`. */
export const METHODS: readonly Method[] = [
  ...authMethods,
  ...chatMethods,
  ...conversationsMethods,
  ...peopleMethods,
  ...viewsMethods,
];
