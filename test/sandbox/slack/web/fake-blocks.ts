/** Blocks as an app sends them: one message that waits for approval, one of every other kind, and a form. */

type Raw = Record<string, unknown>;

export function mrkdwn(text: string, verbatim = true): Raw {
  return { type: 'mrkdwn', text, verbatim };
}

export function plain(text: string): Raw {
  return { type: 'plain_text', text, emoji: false };
}

export function richText(...texts: readonly string[]): Raw {
  const elements = texts.map((text) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] }));
  return { type: 'rich_text', elements };
}

function task(task_id: string, status: string, title: string, output?: string): Raw {
  return { type: 'task_card', task_id, title, status, ...(output === undefined ? {} : { output: richText(output) }) };
}

export const PENDING_REQUEST_BLOCKS: readonly Raw[] = [
  { type: 'header', block_id: 'h', text: plain('Share ami-1234567890abcdef0 (golden-base) with prod') },
  {
    type: 'section',
    block_id: 's',
    text: mrkdwn('*Waiting for approval* · AR-7F3K2M\n<@U0RITA> asks, <!subteam^S0PLATFORM> may approve'),
  },
  {
    type: 'section',
    block_id: 'f',
    fields: [
      mrkdwn('*AMI*\ngolden-base'),
      mrkdwn('*Where*\nimages (111122223333), us-east-1'),
      mrkdwn('*Created*\n<!date^1795000000^{date_short}|2026-11-18>'),
      mrkdwn('*Shared with*\nnobody yet'),
    ],
  },
  {
    type: 'rich_text',
    block_id: 'r',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'emoji', name: 'warning' },
          { type: 'text', text: ' Tags do not go along: ', style: { bold: true } },
          { type: 'text', text: 'prod will see none of *its* tags.' },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'because the new cluster needs it <!channel>' }] },
    ],
  },
  {
    type: 'plan',
    block_id: 'p',
    title: '2 calls to EC2',
    tasks: [
      task('launch', 'pending', 'Let 444455556666 launch ami-1234567890abcdef0'),
      task('volume', 'pending', 'Let 444455556666 make volumes of snap-0aa11bb22cc33dd44'),
    ],
  },
  {
    type: 'actions',
    block_id: 'a',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), style: 'primary', value: 'AR-7F3K2M' },
      {
        type: 'button',
        action_id: 'deny',
        text: plain('Deny'),
        style: 'danger',
        value: 'AR-7F3K2M',
        confirm: { title: plain('Deny the request?'), text: plain('Rita is notified.'), confirm: plain('Deny it') },
      },
      { type: 'button', action_id: 'calls', text: plain('Show API calls'), value: 'AR-7F3K2M' },
      {
        type: 'overflow',
        action_id: 'more',
        options: [
          { text: plain('Copy the id'), value: 'copy' },
          { text: plain('History'), value: 'history' },
        ],
      },
    ],
  },
  {
    type: 'context',
    block_id: 'c',
    elements: [mrkdwn('Expires <!date^1795759200^{date_short_pretty} at {time}|2026-11-27 06:00 UTC>')],
  },
];

export const OTHER_BLOCK_TYPES: readonly Raw[] = [
  {
    type: 'plan',
    title: 'How far it is',
    tasks: [
      task('1', 'complete', 'Copy to eu-west-1', 'ami-0fedcba9876543210'),
      task('2', 'in_progress', 'Wait until the copy is available', '80 %'),
      task('3', 'error', 'Tag the copy', 'UnauthorizedOperation: ec2:CreateTags'),
      task('4', 'pending', 'Share the copy'),
    ],
  },
  { type: 'task_card', task_id: 'x', title: 'A card of its own', status: 'in_progress' },
  { type: 'divider' },
  {
    type: 'data_table',
    caption: 'Stale AMIs',
    page_size: 2,
    row_header_column_index: 0,
    rows: [
      [raw('Name'), raw('Region'), raw('USD a month')],
      [raw('golden-base'), raw('us-east-1'), number(12.5)],
      [raw('old-build'), raw('eu-west-1'), number(4)],
      [raw('ci-runner'), raw('us-east-1'), number(130)],
    ],
  },
  {
    type: 'table',
    rows: [
      [raw('Request'), raw('State')],
      [raw('AR-7F3K2M'), richText('Done')],
    ],
    column_settings: [null, { align: 'right' }],
  },
  {
    type: 'card',
    title: mrkdwn('*golden-base*'),
    subtitle: mrkdwn('ami-1234567890abcdef0'),
    body: mrkdwn('Launched yesterday.'),
    actions: [{ type: 'button', action_id: 'keep', text: plain('Keep'), value: 'k' }],
  },
  {
    type: 'container',
    title: plain('Evidence'),
    is_collapsible: true,
    child_blocks: [{ type: 'section', block_id: 'inner', text: plain('Nothing *references* it.') }],
  },
  { type: 'markdown', text: '## Help\n\n- **share** an AMI\n- `copy` an AMI' },
  { type: 'video', alt_text: 'A film', video_url: 'https://example.com', thumbnail_url: 'https://example.com' },
  { type: 'hologram', text: 'from the future' },
  { type: 'header', text: mrkdwn('not plain') },
];

export const FORM: Raw = {
  type: 'modal',
  callback_id: 'share',
  title: plain('Share an AMI'),
  submit: plain('Ask'),
  close: plain('Cancel'),
  blocks: [
    { type: 'alert', block_id: 'al', level: 'warning', text: plain('Tags are not visible to the target.') },
    {
      type: 'input',
      block_id: 'ami',
      label: plain('AMI'),
      hint: plain('An id, or the beginning of one'),
      element: { type: 'plain_text_input', action_id: 'v', initial_value: 'ami-123', max_length: 21 },
    },
    {
      type: 'input',
      block_id: 'targets',
      label: plain('Accounts'),
      element: {
        type: 'multi_static_select',
        action_id: 'v',
        options: [
          { text: plain('images (111122223333)'), value: '111122223333' },
          { text: plain('prod (444455556666)'), value: '444455556666', description: plain('The one that counts') },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'key',
      optional: true,
      label: plain('Key'),
      element: { type: 'external_select', action_id: 'find_key', min_query_length: 2 },
    },
    {
      type: 'input',
      block_id: 'how',
      label: plain('For how long'),
      element: {
        type: 'radio_buttons',
        action_id: 'v',
        initial_option: { text: plain('Permanently'), value: 'good' },
        options: [
          { text: plain('Permanently'), value: 'good' },
          { text: plain('Until a day'), value: 'day' },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'until',
      optional: true,
      label: plain('Last day'),
      element: { type: 'datepicker', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'also',
      optional: true,
      label: plain('Also'),
      element: {
        type: 'checkboxes',
        action_id: 'v',
        options: [{ text: mrkdwn('Share the *snapshots*'), value: 'snapshots', description: plain('As backup') }],
      },
    },
    {
      type: 'input',
      block_id: 'owner',
      optional: true,
      label: plain('Who answers for it'),
      element: { type: 'users_select', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'count',
      optional: true,
      label: plain('Approvers'),
      element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false, min_value: '1', max_value: '3' },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input', action_id: 'v', multiline: true, max_length: 300 },
    },
  ],
};

function raw(text: string): Raw {
  return { type: 'raw_text', text };
}

function number(value: number): Raw {
  return { type: 'raw_number', value, text: `$${value.toFixed(2)}` };
}
