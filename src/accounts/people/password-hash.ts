import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../kernel/app-error.ts'
import { createPermits } from '../../kernel/permits.ts'

/**
 * Argon2id with 19 MiB and two passes: OWASP's first choice for a server (Password Storage Cheat
 * Sheet), some 50 ms here. A hash names its own cost, so that these can rise later.
 */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const

const SALT_BYTES = 16
const HASH_BYTES = 32

/** Two hashes at once take 38 MiB and two cores; a flood of sign-ins waits instead of taking more. */
const PARALLEL = 2

/** Who comes when so many wait already would wait for longer than a browser does. */
const MOST_WAITING = 300

/** Hashes and checks passwords, never more than a few at once. */
export interface PasswordHasher {
  /** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Throws `sign-in-busy`. */
  hash(password: string): Promise<string>
  /** Takes the same time for every hash, also for null, which no password fits. Throws `sign-in-busy`. */
  matches(password: string, hash: string | null): Promise<boolean>
}

export function createPasswordHasher(): PasswordHasher {
  const permits = createPermits(PARALLEL)
  let waiting = 0

  const derive = async (password: string, salt: Buffer, cost: Cost): Promise<Buffer> => {
    if (waiting >= MOST_WAITING) throw busy()
    waiting += 1
    try {
      return await permits.use(() => argon2id(password, salt, cost))
    } finally {
      waiting -= 1
    }
  }

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const { memory, passes, parallelism } = COST
      const cost = `m=${memory},t=${passes},p=${parallelism}`
      const hash = await derive(password, salt, COST)
      return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(hash)}`
    },
    async matches(password, hash) {
      const known = parse(hash ?? NOBODYS)
      const found = await derive(password, known.salt, known.cost)
      return timingSafeEqual(found, known.hash) && hash !== null
    },
  }
}

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** The hash that an unknown account is checked against, of today's cost. */
const NOBODYS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(
  randomBytes(SALT_BYTES),
)}$${unpadded(randomBytes(HASH_BYTES))}`

function argon2id(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  // The same letters typed on another keyboard may come composed otherwise.
  const message = Buffer.from(password.normalize('NFC'))
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, tagLength: HASH_BYTES, ...cost }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}

function parse(text: string): {
  readonly cost: Cost
  readonly salt: Buffer
  readonly hash: Buffer
} {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(text)
  const [, memory, passes, parallelism, salt, hash] = found ?? []
  if (salt === undefined || hash === undefined) throw new TypeError('not an argon2id hash')
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

function busy(): AppError {
  return new AppError('Too many people are signing in at this moment.', {
    code: 'sign-in-busy',
    remedy: 'retry',
    hint: 'Try again in a few seconds.',
  })
}
