import { useEffect, useState } from 'react'

/**
 * What somebody typed and did not save yet, kept in this browser tab: a reload, the back button or a
 * session that ended loses nothing. Secrets do not belong in it.
 */
export function useDraft<T extends Readonly<Record<string, string>>>(
  name: string,
  start: T,
): readonly [T, (change: Partial<T>) => void, () => void] {
  const key = `draft.${name}`
  const [draft, setDraft] = useState<T>(() => readDraft(key, start))
  useEffect(() => {
    writeDraft(key, draft)
  }, [key, draft])
  const change = (part: Partial<T>): void => setDraft((now) => ({ ...now, ...part }))
  const forget = (): void => {
    setDraft(start)
    writeDraft(key, {})
  }
  return [draft, change, forget]
}

function readDraft<T extends Readonly<Record<string, string>>>(key: string, start: T): T {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return start
    const texts = Object.entries(kept).filter(
      ([name, value]) => name in start && typeof value === 'string',
    )
    return { ...start, ...Object.fromEntries(texts) }
  } catch {
    return start
  }
}

/** A browser that keeps nothing (private window, full) still lets people type. */
function writeDraft(key: string, draft: Readonly<Record<string, string>>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    return
  }
}
