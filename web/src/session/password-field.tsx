import { PasswordInput } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import styles from './session.module.css'

/** As the server asks for it. */
const SHORTEST = 12

interface PasswordFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** What must not be the password: name, address. */
  readonly personal: readonly string[]
}

/** True when the rules that can be told here are met; common passwords are refused by the server. */
export function isGoodPassword(value: string, personal: readonly string[]): boolean {
  return rulesOf(value, personal).every(({ met }) => met)
}

/** A new password, with its rules told while it is typed. */
export function PasswordField({ label, value, onChange, personal }: PasswordFieldProps): ReactNode {
  const id = useId()
  return (
    <>
      <PasswordInput
        label={label}
        value={value}
        autoComplete="new-password"
        maxLength={256}
        required
        withAsterisk={false}
        aria-describedby={id}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <ul id={id} className={styles['rules']}>
        {rulesOf(value, personal).map(({ text, met }) => (
          <li key={text} className={met ? styles['met'] : ''}>
            <span aria-hidden="true">{met ? '✓' : '·'} </span>
            {text}
            {met ? <span className="unseen"> – met</span> : null}
          </li>
        ))}
        <li>· Not one of the passwords that everybody uses; a few words in a row do well</li>
      </ul>
    </>
  )
}

function rulesOf(value: string, personal: readonly string[]): { text: string; met: boolean }[] {
  const plain = value.toLowerCase()
  const parts = personal
    .flatMap((text) => text.toLowerCase().split(/[\s@.]+/))
    .filter((part) => part.length >= 4)
  return [
    { text: `At least ${SHORTEST} characters`, met: value.length >= SHORTEST },
    {
      text: 'Not your name or address',
      met: value !== '' && !parts.some((part) => plain === part || plain.startsWith(part)),
    },
  ]
}
