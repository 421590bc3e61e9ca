import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { AnswerParams, Param } from '../../../src/reporting/define-report.ts'

/**
 * The report's parameters, held by the address of the page. Only what differs from the usual goes
 * there: a link without a date stays a link to today.
 */
export function ParamForm({
  params,
  asked,
  answered,
}: {
  readonly params: Readonly<Record<string, Param>>
  readonly asked: Readonly<Record<string, string>>
  readonly answered: AnswerParams
}): ReactNode {
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 761px)').matches)
  const names = Object.entries(params)
  if (names.length === 0) return null
  // On a phone the answer comes before the question's details.
  if (!isOpen) {
    return (
      <button type="button" className="quiet fold" onClick={() => setOpen(true)}>
        Period and filters
      </button>
    )
  }
  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const next: Record<string, string> = {}
    for (const [name, param] of names) {
      const value = param.type === 'boolean' ? String(fields.has(name)) : textIn(fields, name)
      const shown = String(asked[name] ?? answered[name] ?? '')
      if (value !== shown || asked[name] !== undefined) {
        if (value !== '' || shown !== '') next[name] = value
      }
    }
    void navigate({ to: '.', search: next })
  }
  return (
    // The key renews the fields when the address or the answer has other values.
    <form className="ask" key={JSON.stringify([asked, answered])} onSubmit={show}>
      {names.map(([name, param]) => (
        <Field key={name} name={name} param={param} value={asked[name] ?? answered[name]} />
      ))}
      <Button type="submit" size="sm">
        Show
      </Button>
    </form>
  )
}

interface FieldProps {
  readonly name: string
  readonly param: Param
  readonly value: AnswerParams[string] | undefined
}

function Field({ name, param, value }: FieldProps): ReactNode {
  const shared = { name, label: param.label, size: 'sm' } as const
  const text = String(value ?? '')
  switch (param.type) {
    case 'date':
      return <TextInput {...shared} type="date" defaultValue={text} />
    case 'integer':
      return (
        <TextInput {...shared} type="number" min={param.min} max={param.max} defaultValue={text} />
      )
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          defaultValue={text}
          data={param.choices.map((choice) => ({ value: choice, label: inWords(choice) }))}
        />
      )
    case 'boolean':
      return (
        <Checkbox {...shared} className="check" defaultChecked={text === 'true'} value="true" />
      )
    case 'text':
      break
  }
  return <TextInput {...shared} placeholder="all" defaultValue={text} />
}

/** `invoice-month` reads `invoice month`. */
function inWords(choice: string): string {
  return choice.replaceAll(/[-_]/g, ' ')
}

function textIn(fields: FormData, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
