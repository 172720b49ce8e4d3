import { z } from 'zod';
import { SlackError } from '../slack-error.js';
import { count, flag, text } from './arguments.js';
import { defineMethod } from './method.js';
import { paginate, paging } from './paging.js';
import { usergroupShape, userShape } from './shapes.js';

export const peopleMethods = [
  defineMethod({
    name: 'users.info',
    scopes: ['users:read'],
    args: z.object({ user: text }),
    run: (core, { user: id }) => {
      const user = core.store.user(id);
      if (user === undefined) throw new SlackError('user_not_found');
      return { user: userShape(core, user) };
    },
  }),
  defineMethod({
    name: 'users.list',
    scopes: ['users:read'],
    args: z.object({ ...paging, limit: count.default(0) }),
    run: (core, page) => {
      const { items, response_metadata } = paginate(core.store.users(), page);
      return { members: items.map((user) => userShape(core, user)), response_metadata };
    },
  }),
  defineMethod({
    name: 'usergroups.list',
    scopes: ['usergroups:read'],
    args: z.object({ include_users: flag.default(false) }),
    run: (core, { include_users }) => ({
      usergroups: core.store.usergroups().map((group) => usergroupShape(core, group, include_users)),
    }),
  }),
  defineMethod({
    name: 'usergroups.users.list',
    scopes: ['usergroups:read'],
    args: z.object({ usergroup: text }),
    run: (core, { usergroup }) => {
      const group = core.store.usergroups().find(({ id }) => id === usergroup);
      if (group === undefined) throw new SlackError('no_such_subteam');
      return { users: group.users };
    },
  }),
];
