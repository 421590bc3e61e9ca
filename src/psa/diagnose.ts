import type { Remedy } from '../kernel/app-error.ts'
import { accessDiagnoses } from './diagnoses/access.ts'
import type { Diagnosis } from './diagnoses/diagnosis.ts'
import { networkDiagnoses } from './diagnoses/network.ts'
import { replyDiagnoses } from './diagnoses/replies.ts'
import { settingsDiagnoses } from './diagnoses/settings.ts'

/** Every diagnosis that this product can give about a ConnectWise connection. */
export const diagnoses = {
  ...settingsDiagnoses,
  ...networkDiagnoses,
  ...replyDiagnoses,
  ...accessDiagnoses,
} as const

export type DiagnosisCode = keyof typeof diagnoses

/** Values for the placeholders of a diagnosis; what is absent leaves its sentence out. */
export type DiagnosisValues = Readonly<Record<string, string | number | undefined>>

/** A diagnosis in words, ready to be shown. */
export interface Finding {
  readonly code: DiagnosisCode
  readonly title: string
  readonly explanation: string
  readonly remedies: readonly string[]
  readonly remedy: Remedy
}

/** Puts a diagnosis into words. */
export function diagnose(code: DiagnosisCode, values: DiagnosisValues = {}): Finding {
  const row: Diagnosis = diagnoses[code]
  return {
    code,
    title: fill(row.title, values) ?? row.title.replaceAll(PLACEHOLDER, 'the server'),
    explanation: filled(row.explanation, values).join(' '),
    remedies: filled(row.remedies, values),
    remedy: row.remedy,
  }
}

/** What the operator's own addresses are called where they are not known. */
const DEFAULTS: DiagnosisValues = { egress: 'the address this installation calls from' }

const PLACEHOLDER = /\{(\w+)\}/g

function filled(texts: readonly string[], values: DiagnosisValues): string[] {
  return texts.map((text) => fill(text, values)).filter((text) => text !== null)
}

function fill(text: string, values: DiagnosisValues): string | null {
  let whole = true
  const result = text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values[name] ?? DEFAULTS[name]
    if (value === undefined || value === '') whole = false
    return String(value)
  })
  return whole ? result : null
}
