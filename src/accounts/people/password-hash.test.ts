import { expect, it } from 'vitest'
import { createPasswordHasher } from './password-hash.ts'

const hasher = createPasswordHasher()

it('a password fits its own hash and no other, and no two hashes are the same', async () => {
  const hash = await hasher.hash('lamp otter quilt mango')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$=]{22}\$[^$=]{43}$/)
  expect(await hasher.hash('lamp otter quilt mango')).not.toBe(hash)
  expect(await hasher.matches('lamp otter quilt mango', hash)).toBe(true)
  expect(await hasher.matches('lamp otter quilt mangO', hash)).toBe(false)
})

it('the same letters composed otherwise are the same password', async () => {
  const hash = await hasher.hash('caf\u00e9 otter quilt')
  expect(await hasher.matches('cafe\u0301 otter quilt', hash)).toBe(true)
})

it('a hash made at another cost still fits', async () => {
  // m=64, t=1 of the same function, as an earlier release might have written it.
  const cheap = '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$'
  const { argon2Sync } = await import('node:crypto')
  const tag = argon2Sync('argon2id', {
    message: 'lamp otter quilt mango',
    nonce: Buffer.from('somesaltsomesalt'),
    memory: 64,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  })
  const hash = cheap + tag.toString('base64').replace(/=+$/, '')
  expect(await hasher.matches('lamp otter quilt mango', hash)).toBe(true)
})

it('no password fits nobody’s hash', async () => {
  expect(await hasher.matches('', null)).toBe(false)
})

it('two hundred at once take the memory of two, and a flood beyond them is refused', async () => {
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
  const codes = await Promise.all(
    Array.from({ length: 320 }, () =>
      hasher.matches('wrong', null).then(
        () => 'answered',
        (error: unknown) => (error as { code: string }).code,
      ),
    ),
  )
  clearInterval(watch)
  expect(codes.filter((code) => code === 'sign-in-busy')).toHaveLength(20)
  expect(codes.filter((code) => code === 'answered')).toHaveLength(300)
  // Two hashes are 38 MiB; two hundred would be 3,800.
  expect((most - before) / 2 ** 20).toBeLessThan(150)
}, 60_000)
