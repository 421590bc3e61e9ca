/** What the reader of an error can do about it. */
export type Remedy = 'retry' | 'reconfigure' | 'correct-input' | 'sign-in' | 'report-bug'

export interface AppErrorOptions {
  /** Stable, kebab-case or a diagnosis code such as `AUTH-401`; part of the contract. */
  readonly code: string
  readonly remedy: Remedy
  /** The next step in words, one sentence. */
  readonly hint?: string
  readonly cause?: unknown
}

/**
 * The one error of the product. Its message names the thing and what happened to it, in words an
 * owner can read; it never holds a secret or the body of a record.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly remedy: Remedy
  readonly hint: string | undefined

  constructor(message: string, options: AppErrorOptions) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = options.code
    this.remedy = options.remedy
    this.hint = options.hint
  }
}
