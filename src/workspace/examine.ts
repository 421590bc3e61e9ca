import { statfs } from 'node:fs/promises'
import { formatCount, joinWords, plural } from '../kernel/words.ts'
import { PsaError } from '../psa/psa-error.ts'
import type { Psa } from '../psa/psa.ts'
import { streams } from '../streams/catalogue.ts'
import { readState } from '../sync/sync-state.ts'
import { streamCopies } from './stream-copies.ts'
import { connectSaved, type SyncParts } from './sync-workspace.ts'

/** One thing that `doctor` looked at. */
export interface Finding {
  readonly title: string
  readonly state: 'good' | 'soon' | 'bad'
  readonly detail: string
  /** What to do; null where nothing is to be done. */
  readonly advice: string | null
}

/** Below this a first sync of a large provider may not fit. */
const LOW_DISK_BYTES = 2 * 1024 ** 3
/** A copy older than this was not kept current. */
const STALE_MS = 24 * 3_600_000

/** Examines an installation: keys, ConnectWise, copy, checkpoints, set-aside records, audit log, disk. */
export async function examine(parts: SyncParts): Promise<readonly Finding[]> {
  const findings = [await examineDisk(parts)]
  findings.push(...(await examineCopy(parts)), await examineQuarantine(parts))
  findings.push(await examineCheckpoints(parts), await examineAudit(parts))
  const connection = await parts.accounts.connectionOf(parts.record)
  if (connection === null) {
    findings.push(finding('ConnectWise', 'soon', 'not connected', 'Run briefing connect save.'))
    return findings
  }
  const psa = await connectSaved(parts)
  try {
    findings.push(await examineConnectWise(psa, connection.name))
    findings.push(...(await examineCounts(parts, psa)))
  } finally {
    await psa.close()
  }
  return findings
}

async function examineDisk({ config }: SyncParts): Promise<Finding> {
  const disk = await statfs(config.dataDir)
  const free = disk.bavail * disk.bsize
  const detail = `${(free / 1024 ** 3).toFixed(1)} GB free at ${config.dataDir}`
  return free < LOW_DISK_BYTES
    ? finding('Disk', 'soon', detail, 'Make room: a sync stops cleanly when the disk is full.')
    : finding('Disk', 'good', detail)
}

async function examineCopy({ store, clock }: SyncParts): Promise<Finding[]> {
  const copies = await streamCopies(store, streams)
  const denied = copies.filter((copy) => copy.state === 'denied').map((copy) => copy.stream)
  const missing = copies.filter((copy) => copy.state === 'not-synced' || copy.state === 'syncing')
  const stale = copies.filter(
    ({ coveredUntil }) =>
      coveredUntil !== null && clock.now().getTime() - Date.parse(coveredUntil) > STALE_MS,
  )
  const rows = copies.reduce((total, copy) => total + copy.rows, 0)
  const findings = [
    finding('Copy', 'good', `${formatCount(rows)} rows in ${plural(copies.length, 'stream')}`),
  ]
  if (missing.length > 0) {
    const detail = `${plural(missing.length, 'stream')} not copied yet`
    findings.push(finding('First copy', 'soon', detail, 'Run briefing sync.'))
  }
  if (stale.length > 0) {
    const detail = `${plural(stale.length, 'stream')} older than a day`
    findings.push(
      finding('Freshness', 'soon', detail, 'Run briefing sync, or keep briefing serve up.'),
    )
  }
  if (denied.length > 0) {
    const advice = 'briefing connect test names the line of the security role for each.'
    findings.push(finding('Permissions', 'soon', `denied: ${joinWords(denied)}`, advice))
  }
  return findings
}

async function examineQuarantine({ store }: SyncParts): Promise<Finding> {
  const rows = await store.query(
    'select stream, count(*)::integer as n, min(reason) as reason from sync_quarantine group by stream order by stream',
  )
  if (rows.length === 0) return finding('Set aside', 'good', 'no record failed to parse')
  const detail = rows
    .map((row) => `${String(row['stream'])} ${String(row['n'])} (${String(row['reason'])})`)
    .join(', ')
  const advice = 'The records are in the table sync_quarantine; report their shape as a bug.'
  return finding('Set aside', 'soon', detail, advice)
}

async function examineCheckpoints({ store }: SyncParts): Promise<Finding> {
  const broken: string[] = []
  for (const { name } of streams) {
    try {
      readState(name, await store.checkpoint(name))
    } catch {
      broken.push(name)
    }
  }
  if (broken.length === 0) return finding('Checkpoints', 'good', 'all readable')
  const advice = `Run briefing sync --full ${broken.map((name) => `--stream ${name}`).join(' ')}; no row is lost.`
  return finding('Checkpoints', 'bad', `unreadable: ${joinWords(broken)}`, advice)
}

async function examineAudit({ accounts }: SyncParts): Promise<Finding> {
  const { ok, rows, brokenAt } = await accounts.audit.verify()
  if (ok) return finding('Audit log', 'good', `${plural(rows, 'entry', 'entries')}, unbroken`)
  const advice = 'Somebody changed the control store by hand: compare it with a backup.'
  return finding('Audit log', 'bad', `broken at entry ${brokenAt}`, advice)
}

async function examineConnectWise(psa: Psa, name: string): Promise<Finding> {
  try {
    await psa.get('/system/info')
    return finding('ConnectWise', 'good', `${name} answers and accepts the keys`)
  } catch (error) {
    if (!(error instanceof PsaError)) throw error
    return finding('ConnectWise', 'bad', error.message, error.hint ?? 'Run briefing connect test.')
  }
}

/** Rows that came and went since the last sync; more than this says that something was missed. */
const ALLOWED_DRIFT = 0.01

/** Counts of the large streams against ConnectWise's own. */
async function examineCounts({ store }: SyncParts, psa: Psa): Promise<Finding[]> {
  const copies = await streamCopies(store, streams)
  const findings: Finding[] = []
  for (const { name, endpoint, sync } of streams) {
    const copy = copies.find((each) => each.stream === name)
    if (sync.mode !== 'changed' || copy?.state !== 'synced') continue
    const theirs = await psa.count(endpoint).catch(() => null)
    if (theirs === null) continue
    const drift = Math.abs(theirs - copy.rows)
    if (drift <= Math.max(5, theirs * ALLOWED_DRIFT)) continue
    const detail = `${name}: ${formatCount(copy.rows)} here, ${formatCount(theirs)} in ConnectWise`
    findings.push(finding('Counts', 'soon', detail, `Run briefing sync --stream ${name}.`))
  }
  return findings.length > 0
    ? findings
    : [finding('Counts', 'good', 'the large streams agree with ConnectWise')]
}

function finding(
  title: string,
  state: Finding['state'],
  detail: string,
  advice: string | null = null,
): Finding {
  return { title, state, detail, advice }
}
