import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, sessionQuery } from '../api.ts'
import { Nothing } from '../shell/states.tsx'
import { AdminFrame, Loaded } from './admin-frame.tsx'
import { MappingChoice } from './mapping-choice.tsx'
import { MappingSave } from './mapping-save.tsx'
import { choiceOf, type MappingSettings, type Settings } from './mapping-words.ts'
import { Targets } from './targets.tsx'
import { useDraft } from './use-draft.ts'

const NO_CHANGES = { changes: '{}' }

/** What boards, codes and types mean here: suggested from the data, decided by people. */
export function MappingPage(): ReactNode {
  const query = useQuery({
    queryKey: ['mappings'],
    queryFn: ({ signal }) => api<MappingSettings>('/settings/mappings', { signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <AdminFrame
      title="Mapping"
      lead="What the names in your ConnectWise mean. Everything is suggested from your data; change what is wrong and see first what it does."
    >
      <Loaded query={query} fault="The mapping could not be loaded" what="The mapping">
        {(saved) => <Mappings saved={saved} />}
      </Loaded>
    </AdminFrame>
  )
}

function Mappings({ saved }: { readonly saved: MappingSettings }): ReactNode {
  const { data: session } = useQuery(sessionQuery)
  const [{ changes }, setDraft, forget] = useDraft('mapping', NO_CHANGES)
  const role = session?.person?.role
  const mayChange = role === 'owner' || role === 'administrator'
  const changed = JSON.parse(changes) as Partial<Settings>
  const settings: Settings = { ...saved.settings, ...changed }
  const change = (part: Readonly<Record<string, unknown>>): void =>
    setDraft({ changes: JSON.stringify({ ...changed, ...part }) })

  if (saved.mappings.every(({ options }) => options.length === 0)) {
    return (
      <Nothing title="There is nothing to map yet.">
        Boards, codes and types are here as soon as the first sync has brought them.
      </Nothing>
    )
  }
  return (
    <>
      {saved.mappings.map((mapping) => (
        <MappingChoice
          key={mapping.name}
          mapping={mapping}
          choice={choiceOf(settings, mapping.setting)}
          isFixed={!mayChange}
          onChoose={(choice) => change({ [mapping.setting]: choice })}
        />
      ))}
      <Targets settings={settings} isFixed={!mayChange} onChange={change} />
      {mayChange ? (
        <MappingSave
          settings={settings}
          version={saved.version}
          isChanged={Object.keys(changed).length > 0}
          onDone={forget}
        />
      ) : null}
    </>
  )
}
