import { type Keys, loadKeys } from './key-file.ts'
import { type SealingKey, seal, sealedWith, unseal, wrongKey } from './seal.ts'

/** The keys of the key file at work, also while another process replaces them. */
export interface KeyRing {
  /**
   * Seals with the file's first key, read anew: what is sealed with a key that is on its way out would
   * be lost with it. Call it in the transaction that stores the result.
   */
  seal(place: readonly string[], plain: Buffer): string
  /**
   * Opens with whichever key sealed it, looking into the file again for one it does not know. Throws
   * `key-wrong`, `seal-broken`.
   */
  unseal(place: readonly string[], sealed: string): Buffer
}

/**
 * Reads the key file, or makes it when `mayCreate`. Throws `key-missing`, `key-invalid`, `key-exposed`,
 * `key-unreadable`.
 */
export function openKeyRing(path: string, { mayCreate }: { mayCreate: boolean }): KeyRing {
  let keys = loadKeys(path, { mayCreate })
  const renewed = (): Keys => (keys = loadKeys(path, { mayCreate: false }))
  return {
    seal: (place, plain) => seal(renewed()[0], place, plain),
    unseal(place, sealed) {
      const id = sealedWith(sealed)
      const key = keyOf(keys, id) ?? keyOf(renewed(), id)
      if (!key) throw wrongKey()
      return unseal(key, place, sealed)
    },
  }
}

function keyOf(keys: Keys, id: string): SealingKey | undefined {
  return keys.find((key) => key.id === id)
}
