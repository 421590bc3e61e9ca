/**
 * Memory for the bodies of replies, used again and again: a page of a thousand records takes
 * megabytes outside the heap, which the garbage collector returns late and at a price.
 */
export interface BodyBuffers {
  /** Reads a stream to its end. The result is a view of memory that `giveBack` takes. */
  read(stream: AsyncIterable<Buffer>, expectedBytes: number): Promise<Buffer>
  /** The body is read: its memory may hold the next one. */
  giveBack(body: Buffer): void
}

/** Pages come in sizes that differ a little: in steps of this, one's memory fits the other. */
const STEP = 1024 * 1024

/** Below this a body is not worth keeping memory for. */
const LARGE = STEP / 2

/** A `Content-Length` is a promise of somebody else's. */
const MOST_EXPECTED = 16 * STEP

/** One page under way and one ahead for each of four connections. */
const MOST_KEPT = 8

export function createBodyBuffers(): BodyBuffers {
  const free: ArrayBuffer[] = []

  function take(bytes: number): Buffer {
    if (bytes < LARGE) return Buffer.allocUnsafeSlow(Math.max(bytes, 4096))
    const index = free.findIndex(({ byteLength }) => byteLength >= bytes)
    const [kept] = index === -1 ? [] : free.splice(index, 1)
    return Buffer.from(kept ?? new ArrayBuffer(Math.ceil(bytes / STEP) * STEP))
  }

  function giveBack(body: Buffer): void {
    const { buffer } = body
    const isOurs = buffer instanceof ArrayBuffer && buffer.byteLength % STEP === 0
    if (isOurs && free.length < MOST_KEPT && !free.includes(buffer)) free.push(buffer)
  }

  return {
    giveBack,
    async read(stream, expectedBytes) {
      let buffer = take(Math.min(expectedBytes, MOST_EXPECTED))
      let length = 0
      for await (const chunk of stream) {
        if (length + chunk.length > buffer.length) {
          const small = buffer
          buffer = take((length + chunk.length) * 2)
          small.copy(buffer, 0, 0, length)
          giveBack(small)
        }
        chunk.copy(buffer, length)
        length += chunk.length
      }
      return buffer.subarray(0, length)
    },
  }
}
