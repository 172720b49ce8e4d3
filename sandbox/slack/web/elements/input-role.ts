/** What an input block passes to its element. Without one, every change is sent to the app. */
export interface InputRole {
  readonly id: string;
  readonly describedBy: string;
  readonly wrong: boolean;
  readonly dispatches: boolean;
}
