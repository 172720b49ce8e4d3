/** 16 by 16, drawn with lines of the text's colour. */
const PATHS = {
  back: 'M10 3 5 8l5 5',
  bolt: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  bulb: 'M6 12.5h4M6.5 14.5h3M8 1.5a4.5 4.5 0 0 0-2.5 8.2v1.3h5V9.7A4.5 4.5 0 0 0 8 1.5z',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  circle: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
  cross: 'm4 4 8 8M12 4l-8 8',
  down: 'm4 6 4 4 4-4',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  home: 'M2.5 7.5 8 2.8l5.5 4.7v6h-4V10h-3v3.5h-4z',
  info: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.3V11M8 5v.3',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  send: 'M2.5 3 13.5 8l-11 5 1.8-5zM4.3 8h4.2',
  spinner: 'M8 2.5A5.5 5.5 0 1 1 2.5 8',
  thread: 'M2.5 3.5h11v7.5h-6l-3 2.5V11h-2z',
  warning: 'M8 2.2 14.3 13H1.7zM8 6.4v3.2M8 11.3v.1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
