import { Hono } from 'hono'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** Everything from here, scripts and styles from files only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The addresses the app itself answers; `web/src/router.tsx` holds their pages. */
const APP_PATHS = [
  '/',
  '/reports',
  '/reports/:id',
  '/briefings',
  '/customers',
  '/admin',
  '/admin/*',
  '/sign-in',
  '/set-up',
  '/account',
  '/invitation',
  '/intake',
  '/password',
  '/password/*',
]

/** Every address that holds the app and no data. */
export const WEB_PATHS: readonly string[] = [...APP_PATHS, '/assets/:file']

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Below this gzip gains nothing worth a header. */
const SMALLEST_GZIP_BYTES = 1024

const compress = promisify(gzip)

/**
 * The web app as it was built into `folder`: one page for every address of the app, which holds no data,
 * and its files, whose names change with their content. Everything is read once, so that a build
 * beside a running server does not mix two versions.
 */
export function webRoutes(folder: string): Hono {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = readFiles(join(folder, 'assets'))
  const app = new Hono()
  for (const path of APP_PATHS) {
    app.get(path, (c) =>
      c.html(page, 200, { 'content-security-policy': POLICY, 'cache-control': 'no-cache' }),
    )
  }
  return app.get('/assets/:file', async (c) => {
    const file = files.get(c.req.param('file'))
    if (file === undefined) return c.notFound()
    const accepts = c.req.header('accept-encoding')?.includes('gzip') === true
    const zipped = accepts && file.bytes.length >= SMALLEST_GZIP_BYTES
    return c.body(zipped ? await file.gzipped() : file.bytes, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(zipped && { 'content-encoding': 'gzip' }),
    })
  })
}

interface WebFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Packed when first asked for, and kept. */
  gzipped(): Promise<Uint8Array<ArrayBuffer>>
}

function readFiles(folder: string): ReadonlyMap<string, WebFile> {
  return new Map(
    readdirSync(folder).map((name) => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)))
      const type = TYPES[extname(name)] ?? 'application/octet-stream'
      let packed: Promise<Uint8Array<ArrayBuffer>> | undefined
      const gzipped = () => (packed ??= compress(bytes).then((buffer) => new Uint8Array(buffer)))
      return [name, { type, bytes, gzipped }]
    }),
  )
}
