/* `npm start`: the bot where Slack settings are there, the sandbox where there are none. */
import { existsSync } from 'node:fs';

const forSlack = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'].some((name) => process.env[name]);
const target = new URL(forSlack ? './dist/app.js' : './dist/sandbox.js', import.meta.url);

if (existsSync(target)) {
  await import(target.href);
} else {
  console.error(`${target.pathname} is missing: run \`npm run build\` first.`);
  process.exitCode = 1;
}
