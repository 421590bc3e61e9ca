import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { FiveValues } from './connection-words.ts'
import { suspicion, tidyValue } from './tidy-values.ts'
import styles from './admin.module.css'

interface Field {
  readonly name: keyof FiveValues
  readonly label: string
  readonly where: string
  readonly placeholder: string
}

const FIELDS: readonly Field[] = [
  {
    name: 'siteUrl',
    label: 'Site URL',
    where: 'The address you open ConnectWise PSA with. Paste the whole page if that is easier.',
    placeholder: 'na.myconnectwise.net',
  },
  {
    name: 'companyId',
    label: 'Company ID',
    where: 'The Company field of the ConnectWise sign-in page. Capitals matter.',
    placeholder: 'harborit',
  },
  {
    name: 'publicKey',
    label: 'Public key',
    where: 'System → Members → API Members → your member → API Keys.',
    placeholder: '',
  },
  {
    name: 'privateKey',
    label: 'Private key',
    where: 'Shown once by ConnectWise when the pair is made. Lost it? Make a new pair.',
    placeholder: '',
  },
  {
    name: 'clientId',
    label: 'Client ID',
    where: 'developer.connectwise.com → My Clients. Your provider may have one for everybody.',
    placeholder: '00000000-0000-0000-0000-000000000000',
  },
]

/** More than any of the five ever is; a document pasted by mistake ends here. */
const LONGEST_VALUE = 2000

interface ConnectionFormProps {
  readonly values: FiveValues
  readonly onChange: (part: Partial<FiveValues>) => void
  readonly onTest: () => void
  readonly onSave: () => void
  readonly testing: boolean
  readonly saving: boolean
  /** Keys left empty stay the saved ones. */
  readonly hasSavedKeys: boolean
  /** Why nothing can be saved here; null when it can. */
  readonly readOnlyBecause: string | null
  readonly saveLabel: string
  readonly children?: ReactNode
}

/** The five values: nothing is refused for its form, every change made to it is shown. */
export function ConnectionForm(props: ConnectionFormProps): ReactNode {
  const { values, onChange, testing, saving, readOnlyBecause } = props
  const [changes, setChanges] = useState<Partial<Record<keyof FiveValues, string | null>>>({})
  const has = (name: keyof FiveValues): boolean => values[name].trim() !== ''
  const isPlaced = has('siteUrl') && has('companyId')
  const hasKeys = has('publicKey') && has('privateKey')
  const keepsKeys = props.hasSavedKeys && !has('publicKey') && !has('privateKey')

  const tidy = (name: keyof FiveValues): void => {
    const { value, change } = tidyValue(name, values[name])
    if (value !== values[name]) onChange({ [name]: value })
    if (change !== null) setChanges((now) => ({ ...now, [name]: change }))
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!testing && !saving) props.onTest()
  }
  const field = ({ name, label, where, placeholder }: Field): ReactNode => {
    const Input = name === 'privateKey' ? PasswordInput : TextInput
    const note = suspicion(name, tidyValue(name, values[name]).value)
    return (
      <Input
        key={name}
        label={label}
        description={<Hint where={where} change={changes[name] ?? null} note={note} />}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={props.hasSavedKeys && name.endsWith('Key') ? 'as saved' : placeholder}
        value={values[name]}
        maxLength={LONGEST_VALUE}
        autoComplete={name === 'privateKey' ? 'new-password' : 'off'}
        spellCheck={false}
        name={name}
        onChange={(event) => {
          setChanges((now) => ({ ...now, [name]: null }))
          onChange({ [name]: event.currentTarget.value })
        }}
        onBlur={() => tidy(name)}
      />
    )
  }

  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      {FIELDS.map(field)}
      {props.children}
      <div className={styles['actions']}>
        <Button
          type="submit"
          variant="default"
          loading={testing}
          disabled={!(isPlaced && hasKeys) || saving}
        >
          Test
        </Button>
        {readOnlyBecause === null ? (
          <Button
            onClick={props.onSave}
            loading={saving}
            disabled={!(isPlaced && (hasKeys || keepsKeys)) || testing}
          >
            {props.saveLabel}
          </Button>
        ) : null}
      </div>
      {readOnlyBecause === null ? null : <p className={styles['hint']}>{readOnlyBecause}</p>}
    </form>
  )
}

interface HintProps {
  readonly where: string
  readonly change: string | null
  readonly note: string | null
}

function Hint({ where, change, note }: HintProps): ReactNode {
  return (
    <>
      {where}
      {change === null ? null : <span className={styles['change']}>{change}</span>}
      {note === null ? null : <span className={styles['doubt']}>{note}</span>}
    </>
  )
}
