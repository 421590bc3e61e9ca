import { Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { PAGES } from './pages.ts'

/** How long `g` waits for its second key. */
const CHORD_MS = 1200

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl K or /', 'Find a page or a report'],
  ...PAGES.map(({ key, label }) => [`g ${key}`, `Open ${label}`] as const),
  ['t', 'On a report: the chart as a table, and back'],
  ['?', 'This list'],
  ['Esc', 'Close what is open'],
]

/** The keys of the app: `g` and a letter open a page, `?` lists them all. */
export function Keys(): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  useEffect(() => {
    let chordUntil = 0
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return
      if (event.key === '?') setOpen(true)
      const page = PAGES.find(({ key }) => key === event.key)
      if (page !== undefined && event.timeStamp < chordUntil) void navigate({ to: page.to })
      chordUntil = event.key === 'g' ? event.timeStamp + CHORD_MS : 0
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate])
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title="Keys"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className="keys">
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

/** Keys with a modifier belong to the browser, and those in a field to its text. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  const inField =
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [role=dialog]') !== null
  return inField || event.ctrlKey || event.metaKey || event.altKey
}
