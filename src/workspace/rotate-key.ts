import { openAccounts } from '../accounts/open-accounts.ts'
import type { KeyRotation, RotationStep } from '../accounts/rotate-key.ts'
import type { Config } from '../config/load-config.ts'
import type { Clock } from '../kernel/clock.ts'

export type { KeyRotation, RotationStep }

/**
 * A new key for the key file. Opens the control store only, so that it runs beside a server. Throws
 * `rotation-incomplete` and what the control store and the key file throw.
 */
export async function rotateKey(
  { config, clock }: { readonly config: Config; readonly clock: Clock },
  onStep?: (step: RotationStep) => void,
): Promise<KeyRotation> {
  const hosted = config.hosted !== null
  const { dataDir, keyFile } = config
  const accounts = await openAccounts({ dataDir, keyFile, clock, hosted })
  try {
    return await accounts.rotateKey(onStep)
  } finally {
    await accounts.close()
  }
}
