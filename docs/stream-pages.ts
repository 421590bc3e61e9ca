import { readFileSync } from 'node:fs'
import { streams } from '../src/streams/catalogue.ts'
import { aboutOf, streamIndex, streamPage } from '../src/streams/document-stream.ts'

/** Every page of `docs/streams` by file name. */
export function streamPages(): Map<string, string> {
  return new Map([
    ['README.md', streamIndex(streams)],
    ...streams.map((stream): [string, string] => {
      const source = new URL(
        `../src/streams/${stream.name.replaceAll('_', '-')}.ts`,
        import.meta.url,
      )
      return [`${stream.name}.md`, streamPage(stream, aboutOf(readFileSync(source, 'utf8')))]
    }),
  ])
}
