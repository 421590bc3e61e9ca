import { joinWords } from '../kernel/words.ts'
import type { DiagnosisCode, Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { PermissionRow } from './permissions.ts'

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

/** What makes the whole connection useless: nothing hangs together without companies. */
export function blockingFinding(rows: readonly PermissionRow[]): Finding | null {
  const spine = rows.filter((row) => row.stream === 'companies' && row.state === 'missing')
  return finding('PERM-READ', spine)
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
