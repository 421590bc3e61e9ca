import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api } from '../api.ts'
import type { Connection } from './connection-words.ts'
import { Fault } from './fault.tsx'

/** Takes the keys away, with or without the data, after the company's ID was typed. */
export function Disconnect({ connection }: { readonly connection: Connection }): ReactNode {
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [data, setData] = useState('keep')
  const [typed, setTyped] = useState('')
  const remove = useMutation({
    mutationFn: () => api(`/connections/${connection.id}?data=${data}`, { method: 'DELETE' }),
    onSuccess: () => {
      setOpen(false)
      void queryClient.invalidateQueries()
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Disconnect
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Disconnect ${connection.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (typed === connection.companyId && !remove.isPending) remove.mutate()
          }}
        >
          <Stack>
            <p>The keys are erased here at once. Nothing changes in ConnectWise.</p>
            <Radio.Group value={data} onChange={setData} label="What was copied">
              <Radio value="keep" mt="xs" label="Keep it: reports stay readable, and grow old" />
              <Radio value="delete" mt="xs" label="Delete it: reports are empty afterwards" />
            </Radio.Group>
            <TextInput
              label={`Type ${connection.companyId} to confirm`}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            {remove.isError ? (
              <Fault fault={remove.error} what="The connection could not be removed" />
            ) : null}
            <Button
              type="submit"
              color="red"
              loading={remove.isPending}
              disabled={typed !== connection.companyId}
            >
              {data === 'keep' ? 'Disconnect and keep the data' : 'Disconnect and delete the data'}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
