/** What an input block tells the element inside it; elsewhere there is none, and every change is sent to the app. */
export interface InputRole {
  readonly id: string;
  readonly describedBy: string;
  readonly wrong: boolean;
  readonly dispatches: boolean;
}
