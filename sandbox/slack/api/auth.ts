import { z } from 'zod';
import { defineMethod } from './method.js';
import { paginate, paging } from './paging.js';

export const authMethods = [
  defineMethod({
    name: 'auth.test',
    scopes: [],
    args: z.object({}),
    run: (core) => {
      const { team, app } = core.store.seed;
      return {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        user: core.store.user(app.botUserId)?.name ?? '',
        team_id: team.id,
        user_id: app.botUserId,
        bot_id: app.botId,
        ...(team.enterprise === undefined ? {} : { enterprise_id: team.enterprise.id }),
        is_enterprise_install: false,
      };
    },
  }),
  defineMethod({
    name: 'auth.teams.list',
    scopes: [],
    args: z.object(paging),
    run: (core, page) => {
      const { id, name } = core.store.seed.team;
      const { items, response_metadata } = paginate([{ id, name }], page);
      return { teams: items, response_metadata };
    },
  }),
  defineMethod({
    name: 'apps.connections.open',
    token: 'app',
    scopes: [],
    args: z.object({}),
    run: (core) => ({ url: core.socketAddress() }),
  }),
];
