/**
 * A process that rotates the key and dies at a step: `node … DATA_DIR STEP NTH TIMES`. Says every step
 * it has done, and `done` at the end when it was let live.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../kernel/clock.ts'
import { openAccounts } from './open-accounts.ts'

const [dataDir = '', fatal = '', nth = '1', rotations = '1'] = process.argv.slice(2)
const accounts = await openAccounts({
  dataDir,
  keyFile: join(dataDir, 'key'),
  clock: systemClock,
})
let passed = 0
for (let rotation = 0; rotation < Number(rotations); rotation += 1) {
  await accounts.rotateKey((step) => {
    writeSync(1, `${step}\n`)
    if (step === fatal) passed += 1
    if (passed === Number(nth)) process.kill(process.pid, 'SIGKILL')
  })
}
await accounts.close()
writeSync(1, 'done\n')
