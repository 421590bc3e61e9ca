/** One letter in plain text. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends letters; null in its place where mail is not set up. */
export interface Mailer {
  send(letter: Letter): Promise<void>
}
