/**
 * A QR code of a text, as rows of dark and light modules (ISO/IEC 18004, byte mode, error correction
 * level L, versions 1 to 13: up to 425 bytes). Throws `RangeError` for a longer text.
 */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  const bytes = [...new TextEncoder().encode(text)]
  const version = smallestVersion(bytes.length)
  const codewords = interleaved(dataCodewords(bytes, version), version)
  const candidates = MASKS.map((_, mask) => drawn(version, codewords, mask))
  const [best] = candidates.toSorted((a, b) => penalty(a) - penalty(b))
  return best ?? []
}

type Matrix = boolean[][]

/** Error correction codewords of one block, and how many blocks, by version, level L (table 9). */
const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26] as const
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4] as const

/** Centres of the alignment patterns (annex E). */
const ALIGNMENT: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
]

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

/** Codewords that fit a version: its modules without the patterns, in bytes. */
function totalCodewords(version: number): number {
  const side = 17 + 4 * version
  const centres = ALIGNMENT[version - 1]?.length ?? 0
  const alignments = centres === 0 ? 0 : centres ** 2 - 3
  // On a timing line an alignment pattern covers five modules that count already.
  const crossings = centres === 0 ? 0 : 2 * (centres - 2)
  const patterns = 3 * 64 + 2 * (side - 16) + alignments * 25 - crossings * 5 + 31
  const versionModules = version >= 7 ? 36 : 0
  return Math.floor((side ** 2 - patterns - versionModules) / 8)
}

function capacity(version: number): number {
  const correction = (CORRECTION[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0)
  return totalCodewords(version) - correction
}

function smallestVersion(length: number): number {
  for (let version = 1; version <= CORRECTION.length; version += 1) {
    const header = version < 10 ? 2 : 3
    if (length + header <= capacity(version)) return version
  }
  throw new RangeError('The text is too long for a QR code of this size.')
}

function dataCodewords(bytes: readonly number[], version: number): number[] {
  const lengthBits = version < 10 ? 8 : 16
  const bits = [
    ...bitsOf(0b0100, 4),
    ...bitsOf(bytes.length, lengthBits),
    ...bytes.flatMap((byte) => bitsOf(byte, 8)),
    ...bitsOf(0, 4),
  ]
  while (bits.length % 8 !== 0) bits.push(0)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) {
    words.push(bits.slice(at, at + 8).reduce((word, bit) => word * 2 + bit, 0))
  }
  const wanted = capacity(version)
  for (let pad = 0xec; words.length < wanted; pad ^= 0xec ^ 0x11) words.push(pad)
  return words.slice(0, wanted)
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (value >> (count - 1 - i)) & 1)
}

/** The blocks' data codewords in turn, then their correction codewords in turn. */
function interleaved(data: readonly number[], version: number): number[] {
  const count = BLOCKS[version - 1] ?? 1
  const correction = CORRECTION[version - 1] ?? 0
  const short = Math.floor(data.length / count)
  const longOnes = data.length % count
  const blocks: number[][] = []
  let at = 0
  for (let i = 0; i < count; i += 1) {
    const length = short + (i >= count - longOnes ? 1 : 0)
    blocks.push(data.slice(at, at + length))
    at += length
  }
  const divisor = generator(correction)
  const remainders = blocks.map((block) => remainder(block, divisor))
  return [...inTurn(blocks), ...inTurn(remainders)]
}

function inTurn(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length))
  return Array.from({ length: longest }, (_, i) => blocks.flatMap((block) => block[i] ?? [])).flat()
}

/** Product in the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1. */
function product(a: number, b: number): number {
  let result = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    result = (result << 1) ^ ((result >> 7) * 0x11d)
    if ((b >> bit) & 1) result ^= a
  }
  return result
}

function generator(degree: number): number[] {
  let polynomial = [1]
  let root = 1
  for (let i = 0; i < degree; i += 1) {
    const shifted = [...polynomial, 0]
    polynomial = shifted.map((term, at) => term ^ product(polynomial[at - 1] ?? 0, root))
    root = product(root, 2)
  }
  return polynomial.slice(1)
}

function remainder(block: readonly number[], divisor: readonly number[]): number[] {
  let rest = divisor.map(() => 0)
  for (const word of block) {
    const factor = word ^ (rest[0] ?? 0)
    rest = divisor.map((term, i) => (rest[i + 1] ?? 0) ^ product(term, factor))
  }
  return rest
}

function drawn(version: number, codewords: readonly number[], mask: number): Matrix {
  const side = 17 + 4 * version
  const matrix: Matrix = Array.from({ length: side }, () => Array<boolean>(side).fill(false))
  const fixed: Matrix = Array.from({ length: side }, () => Array<boolean>(side).fill(false))
  const set = (row: number, column: number, dark: boolean): void => {
    const line = matrix[row]
    const taken = fixed[row]
    if (!line || !taken || column < 0 || column >= side) return
    line[column] = dark
    taken[column] = true
  }
  drawPatterns(version, side, set)
  drawFormat(side, mask, set)
  if (version >= 7) drawVersion(version, side, set)
  drawData(codewords, mask, matrix, fixed)
  return matrix
}

type Set = (row: number, column: number, dark: boolean) => void

function drawPatterns(version: number, side: number, set: Set): void {
  for (let i = 0; i < side; i += 1) {
    set(6, i, i % 2 === 0)
    set(i, 6, i % 2 === 0)
  }
  for (const [row, column] of [
    [3, 3],
    [3, side - 4],
    [side - 4, 3],
  ] as const) {
    square(row, column, 4, (ring) => ring !== 2 && ring !== 4, set)
  }
  const centres = ALIGNMENT[version - 1] ?? []
  const last = centres.at(-1)
  for (const row of centres) {
    for (const column of centres) {
      const inCorner =
        (row === 6 && column === 6) ||
        (row === 6 && column === last) ||
        (row === last && column === 6)
      if (!inCorner) square(row, column, 2, (ring) => ring !== 1, set)
    }
  }
}

function square(
  row: number,
  column: number,
  reach: number,
  isDark: (ring: number) => boolean,
  set: Set,
): void {
  for (let dr = -reach; dr <= reach; dr += 1) {
    for (let dc = -reach; dc <= reach; dc += 1) {
      set(row + dr, column + dc, isDark(Math.max(Math.abs(dr), Math.abs(dc))))
    }
  }
}

/** Level L and the mask, with ten bits of correction, twice (section 7.9). */
function drawFormat(side: number, mask: number, set: Set): void {
  const data = (0b01 << 3) | mask
  const bits = ((data << 10) | checkBits(data << 10, 0x537, 10)) ^ 0x5412
  const bit = (i: number): boolean => ((bits >> i) & 1) === 1
  for (let i = 0; i <= 5; i += 1) set(i, 8, bit(i))
  set(7, 8, bit(6))
  set(8, 8, bit(7))
  set(8, 7, bit(8))
  for (let i = 9; i < 15; i += 1) set(8, 14 - i, bit(i))
  for (let i = 0; i < 8; i += 1) set(8, side - 1 - i, bit(i))
  for (let i = 8; i < 15; i += 1) set(side - 15 + i, 8, bit(i))
  set(side - 8, 8, true)
}

/** The version with twelve bits of correction, twice (section 7.10). */
function drawVersion(version: number, side: number, set: Set): void {
  const bits = (version << 12) | checkBits(version << 12, 0x1f25, 12)
  for (let i = 0; i < 18; i += 1) {
    const dark = ((bits >> i) & 1) === 1
    set(Math.floor(i / 3), side - 11 + (i % 3), dark)
    set(side - 11 + (i % 3), Math.floor(i / 3), dark)
  }
}

function checkBits(shifted: number, polynomial: number, degree: number): number {
  let rest = shifted
  for (let bit = 20; bit >= degree; bit -= 1) {
    if ((rest >> bit) & 1) rest ^= polynomial << (bit - degree)
  }
  return rest
}

/** Two columns at a time from the right, up and down in turn, around everything that is fixed. */
function drawData(codewords: readonly number[], mask: number, matrix: Matrix, fixed: Matrix): void {
  const side = matrix.length
  const isMasked = MASKS[mask] ?? (() => false)
  let at = 0
  let upwards = true
  for (let right = side - 1; right > 0; right -= 2) {
    // The vertical timing line is no place for data.
    if (right === 6) right -= 1
    for (let step = 0; step < side; step += 1) {
      const row = upwards ? side - 1 - step : step
      for (const column of [right, right - 1]) {
        const line = matrix[row]
        if (!line || fixed[row]?.[column] === true) continue
        const bit = ((codewords[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
        line[column] = (bit === 1) !== isMasked(row, column)
        at += 1
      }
    }
    upwards = !upwards
  }
}

/** How hard a code is to read (section 7.8.3): long runs, blocks, false finders, uneven ink. */
function penalty(matrix: Matrix): number {
  const side = matrix.length
  const columns = matrix.map((_, c) => matrix.map((row) => row[c] === true))
  let points = 0
  for (const line of [...matrix, ...columns]) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) points += run.length - 2
    for (const finder of ['10111010000', '00001011101']) {
      for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) points += 40
    }
  }
  for (let r = 1; r < side; r += 1) {
    for (let c = 1; c < side; c += 1) {
      const dark = matrix[r]?.[c]
      const same =
        dark === matrix[r]?.[c - 1] &&
        dark === matrix[r - 1]?.[c] &&
        dark === matrix[r - 1]?.[c - 1]
      if (same) points += 3
    }
  }
  const darkShare = matrix.flat().filter(Boolean).length / side ** 2
  return points + Math.floor(Math.abs(darkShare - 0.5) * 20) * 10
}
