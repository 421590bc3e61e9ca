/**
 * What `fields=` asks for: names in lower case; `null` means the whole value, a nested selection its
 * parts. Names that do not exist stay in and find nothing, as ConnectWise drops them in silence.
 */
export type Selection = ReadonlyMap<string, Selection | null>

/** Reads `id,name,board/id,_info/lastUpdated`; null when nothing is asked, which means everything. */
export function selectionOf(fields: string): Selection | null {
  const root = new Map<string, Branch | null>()
  for (const path of fields.split(',')) {
    const names = path
      .trim()
      .toLowerCase()
      .split('/')
      .filter((name) => name !== '')
    grow(root, names)
  }
  return root.size === 0 ? null : root
}

/** A plain value with only the selected members; arrays are pruned item by item. */
export function prune(value: unknown, selection: Selection | null): unknown {
  if (!selection || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => prune(item, selection))
  const kept: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const inner = selection.get(name.toLowerCase())
    if (inner !== undefined) kept[name] = prune(member, inner)
  }
  return kept
}

type Branch = Map<string, Branch | null>

function grow(branch: Branch, names: readonly string[]): void {
  const [name, ...rest] = names
  if (name === undefined) return
  const known = branch.get(name)
  // `board` asks for more than `board/id`, in either order.
  if (known === null || rest.length === 0) {
    branch.set(name, null)
    return
  }
  const inner = known ?? new Map<string, Branch | null>()
  branch.set(name, inner)
  grow(inner, rest)
}
