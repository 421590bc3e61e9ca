import { AppError } from '../kernel/app-error.ts'

/** How a command ended; the numbers are part of the contract. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, connectWise: 3, partly: 4 } as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

/** Families of diagnosis codes that mean: ConnectWise could not be reached, or it refused. */
const CONNECTWISE = /^(NET|TLS|RDR|FMT|CO|API|AUTH|MEM|PERM|WAF|VER|EDITION)-?/

/** The exit status that says what kind of trouble an error is. */
export function exitStatusOf(error: unknown): ExitStatus {
  if (!(error instanceof AppError)) return EXIT.failed
  return exitStatusOfCode(error.code, error.remedy === 'correct-input')
}

/** The same for a diagnosis code that came as data: `CFG-URL` is wrong input, `AUTH-401` a refusal. */
export function exitStatusOfCode(code: string, isWrongInput = false): ExitStatus {
  if (code.startsWith('CFG-')) return EXIT.wrongUse
  if (CONNECTWISE.test(code)) return EXIT.connectWise
  return isWrongInput ? EXIT.wrongUse : EXIT.failed
}
