/**
 * A LIKE pattern of SQL Server, which ConnectWise passes through: `%` and, as its guide says, `*`
 * stand for any text, `_` for one character, `[abc]` for one of several, so that a literal bracket is
 * written `[[]`. Case does not matter, as in ConnectWise's database.
 */
export function likePattern(pattern: string): RegExp {
  let source = ''
  let at = 0
  while (at < pattern.length) {
    const char = pattern.charAt(at)
    const close = char === '[' ? pattern.indexOf(']', at + 2) : -1
    if (close > 0) {
      source += classOf(pattern.slice(at + 1, close))
      at = close + 1
      continue
    }
    source += WILDCARDS[char] ?? escape(char)
    at += 1
  }
  return new RegExp(`^${source}$`, 'is')
}

const WILDCARDS: Readonly<Record<string, string>> = { '%': '.*', '*': '.*', _: '.' }

function classOf(members: string): string {
  const negated = members.startsWith('^')
  const escaped = (negated ? members.slice(1) : members).replaceAll(/[\\[\]^]/g, String.raw`\$&`)
  return `[${negated ? '^' : ''}${escaped}]`
}

function escape(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`)
}
