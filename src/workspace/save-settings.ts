import { AppError } from '../kernel/app-error.ts'
import { type Settings, settingsSchema } from '../model/settings.ts'
import type { Asker } from './asker.ts'
import type { SyncParts } from './sync-workspace.ts'

/** More ids than this are no choice. */
const MOST_IDS = 5000

const wholeSettings = settingsSchema.strict()

/** Settings that came from outside. Throws `invalid-settings` that names the first one at fault. */
export function checkedSettings(document: unknown): Settings {
  const result = wholeSettings.safeParse(document)
  if (!result.success) {
    const [issue] = result.error.issues
    const field = issue?.path.map(String).join('.') || 'settings'
    throw invalid(`${field}: ${issue?.message ?? 'not understood'}`)
  }
  const settings = result.data
  for (const [name, value] of Object.entries(settings)) {
    if (Array.isArray(value) && value.length > MOST_IDS) throw invalid(`${name}: too many ids`)
  }
  const { start, end } = settings.businessHours
  if (start >= end) throw invalid('businessHours: the end comes before the start')
  return settings
}

/**
 * Replaces all settings; `replaces` is the version that was looked at. Says the new version. Throws
 * `settings-changed`.
 */
export async function saveSettings(
  { accounts, record }: SyncParts,
  settings: Settings,
  replaces: number,
  asker: Asker,
): Promise<number> {
  const before = settingsSchema.parse((await accounts.readSettings(record)).settings)
  const version = await accounts.writeSettings(record, settings, replaces)
  const changed = Object.entries(settings)
    .filter(([name, value]) => {
      const old = Object.entries(before).find(([known]) => known === name)?.[1]
      return JSON.stringify(old) !== JSON.stringify(value)
    })
    .map(([name]) => name)
  await accounts.audit.record({
    workspaceId: record.id,
    ...asker,
    action: 'settings.changed',
    detail: { changed: changed.join(', '), version },
  })
  return version
}

function invalid(message: string): AppError {
  return new AppError(message, {
    code: 'invalid-settings',
    remedy: 'correct-input',
    hint: 'Read the settings, change what is to be changed, and send all of them.',
  })
}
