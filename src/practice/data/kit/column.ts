type Cells = Int32Array | Uint16Array | Uint8Array

/** One compact, growable column of whole numbers; a row never written reads as 0. */
export class Column {
  private cells: Cells

  constructor(cells: Cells) {
    this.cells = cells
  }

  at(row: number): number {
    return this.cells[row] ?? 0
  }

  set(row: number, value: number): void {
    if (row >= this.cells.length) this.grow(row)
    this.cells[row] = value
  }

  add(row: number, value: number): void {
    this.set(row, this.at(row) + value)
  }

  private grow(row: number): void {
    // Half as much again: few copies, and little waste at five million rows.
    const length = Math.max(row + 1, Math.ceil(this.cells.length * 1.5), 64)
    const larger =
      this.cells instanceof Int32Array
        ? new Int32Array(length)
        : this.cells instanceof Uint16Array
          ? new Uint16Array(length)
          : new Uint8Array(length)
    larger.set(this.cells)
    this.cells = larger
  }
}

/** Rows of one big stream: a counter, the rows deleted, and factories for its columns. */
export class Table {
  private count = 0
  private readonly gone = new Set<number>()
  private readonly expected: number

  /** `expected`: rows to make room for at once. */
  constructor(expected: number) {
    this.expected = expected
  }

  /** For instants (seconds), cents, ids and row numbers: 31 bits and a sign. */
  int32(): Column {
    return new Column(new Int32Array(this.expected))
  }

  /** For 0 to 65,535. */
  uint16(): Column {
    return new Column(new Uint16Array(this.expected))
  }

  /** For 0 to 255: flags and choices. */
  uint8(): Column {
    return new Column(new Uint8Array(this.expected))
  }

  /** Makes a row and returns its number. */
  add(): number {
    this.count += 1
    return this.count - 1
  }

  /** A deleted row keeps its place and number. */
  remove(row: number): void {
    this.gone.add(row)
  }

  get size(): number {
    return this.count
  }

  isLive(row: number): boolean {
    return !this.gone.has(row)
  }
}
