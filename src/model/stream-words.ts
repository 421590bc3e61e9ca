import { streamNamed } from '../streams/catalogue.ts'

/** What people call a stream, and the line of the ConnectWise security role that opens it. */
export interface StreamWords {
  /** Plural, lower case: `time entries`. */
  readonly title: string
  /** `Finance > Invoicing: Inquire All`. */
  readonly permission: string
}

/** The words for a stream; its name where there is no such stream. */
export function streamInWords(name: string): StreamWords {
  const stream = streamNamed(name)
  if (!stream) return { title: name.replaceAll('_', ' '), permission: 'Inquire All' }
  const { module, function: line } = stream.permission
  return { title: stream.title, permission: `${module} > ${line}: Inquire All` }
}
