import { z } from 'zod';
import { defineMethod } from './method.js';

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
        is_enterprise_install: false,
      };
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
