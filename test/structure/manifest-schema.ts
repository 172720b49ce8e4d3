import { z } from 'zod';

/**
 * The parts of Slack's manifest that this app may use, as strictly as Slack reads them: unknown keys are refused at every
 * level, and so are empty lists. (docs: "App manifest reference"; slackapi/manifest-schema 0.5, version 2)
 */

const url = z.string().regex(/^https?:\/\//);

const scopes = z.array(z.string().min(1)).max(255);

const slashCommand = z.strictObject({
  command: z.string().min(2).max(32).regex(/^\//),
  description: z.string().min(1).max(2_000),
  usage_hint: z.string().max(1_000).optional(),
  should_escape: z.boolean().optional(),
  url: url.optional(),
});

const shortcut = z.strictObject({
  name: z.string().min(1).max(24),
  type: z.enum(['global', 'message']),
  callback_id: z.string().min(1).max(255),
  description: z.string().min(1).max(150),
});

export const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int().min(0).optional() }).optional(),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140).optional(),
    long_description: z.string().min(175).max(4_000).optional(),
    background_color: z
      .string()
      .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
      .optional(),
  }),
  features: z.strictObject({
    app_home: z
      .strictObject({
        home_tab_enabled: z.boolean().optional(),
        messages_tab_enabled: z.boolean().optional(),
        messages_tab_read_only_enabled: z.boolean().optional(),
      })
      .optional(),
    bot_user: z
      .strictObject({
        display_name: z
          .string()
          .max(80)
          .regex(/^[a-z0-9._-]+$/),
        always_online: z.boolean().optional(),
      })
      .optional(),
    shortcuts: z.array(shortcut).min(1).max(10).optional(),
    slash_commands: z.array(slashCommand).min(1).max(50).optional(),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({
      bot: scopes.optional(),
      user: scopes.optional(),
      bot_optional: scopes.optional(),
      user_optional: scopes.optional(),
    }),
    redirect_urls: z.array(url).optional(),
    pkce_enabled: z.boolean().optional(),
    token_management_enabled: z.boolean().optional(),
  }),
  settings: z.strictObject({
    event_subscriptions: z
      .strictObject({
        request_url: url.optional(),
        bot_events: z.array(z.string()).max(100).optional(),
        user_events: z.array(z.string()).max(100).optional(),
      })
      .optional(),
    interactivity: z
      .strictObject({
        is_enabled: z.boolean(),
        request_url: url.optional(),
        message_menu_options_url: url.optional(),
      })
      .optional(),
    org_deploy_enabled: z.boolean().optional(),
    socket_mode_enabled: z.boolean().optional(),
    token_rotation_enabled: z.boolean().optional(),
    incoming_webhooks: z.strictObject({ incoming_webhooks_enabled: z.boolean().optional() }).optional(),
    allowed_ip_address_ranges: z.array(z.string()).min(1).max(10).optional(),
  }),
});
