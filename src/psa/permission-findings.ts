import { joinWords } from '../kernel/words.ts'
import type { DiagnosisCode, Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { PermissionRow } from './permissions.ts'
import { PsaError } from './psa-error.ts'

/** The permission table in at most three sentences: what is closed, what is half open, which lists. */
export function permissionFindings(rows: readonly PermissionRow[]): readonly Finding[] {
  const missing = rows.filter((row) => row.state === 'missing')
  const isTable = (row: PermissionRow): boolean => row.function === 'Table Setup'
  return [
    finding(
      'PERM-READ',
      missing.filter((row) => !isTable(row)),
    ),
    finding('PERM-TABLE', missing.filter(isTable)),
    finding(
      'PERM-MY',
      rows.filter((row) => row.state === 'my-only'),
    ),
  ].filter((one) => one !== null)
}

/** Nothing hangs together without companies: a role that hides them makes the connection useless. */
export function blockingError(rows: readonly PermissionRow[]): PsaError | null {
  const spine = rows.find((row) => row.stream === 'companies' && row.state === 'missing')
  if (spine === undefined) return null
  const { title, fix } = spine
  return new PsaError('PERM-READ', { values: { title, fix } })
}

function finding(code: DiagnosisCode, rows: readonly PermissionRow[]): Finding | null {
  const [first] = rows
  if (first === undefined) return null
  const one = rows.every((row) => row.function === first.function && row.module === first.module)
  const title = joinWords(rows.map((row) => row.title))
  const line = one ? { module: first.module, function: first.function } : {}
  const text = diagnose(code, { title, items: title, ...line })
  return { ...text, remedies: [...new Set(rows.map((row) => row.fix))] }
}
