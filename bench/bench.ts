/**
 * `npm run bench -- NAME [options]`: one benchmark. Each prints a table and writes
 * `bench/out/NAME.json`. Never part of the tests: a shared machine's seconds prove nothing there.
 */
const BENCHMARKS = ['demo', 'tickets', 'reports']

const [name = ''] = process.argv.slice(2)
if (BENCHMARKS.includes(name)) {
  await import(`./${name}.ts`)
} else {
  process.stderr.write(
    `There is no benchmark "${name}". Choose one: npm run bench -- ${BENCHMARKS.join(' | ')}\n`,
  )
  process.exitCode = 2
}
