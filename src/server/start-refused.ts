/** The process cannot start and would not be able to if it tried again. The message is for the person who starts it. */
export class StartRefused extends Error {}
