import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../kernel/app-error.ts'
import type { MappingSettings } from '../workspace/mapping-settings.ts'
import type { PreviewedChange } from '../workspace/preview-settings.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'
import { seenVersion } from './seen-version.ts'

/** Some thousand ids in eleven lists, at most. */
const MAX_BODY_BYTES = 512 * 1024

const SettingsDocument = z.looseObject({}).openapi('Settings')

const MappingDocument = z
  .object({
    name: z.string(),
    setting: z.string(),
    title: z.string(),
    explains: z.string(),
    source: z.enum(['given', 'suggested']),
    chosen: z.array(z.number()),
    suggested: z.array(z.number()),
    options: z.array(z.object({ id: z.number(), label: z.string(), count: z.number() })),
    counted: z.string(),
    reports: z.array(z.object({ id: z.string(), title: z.string() })),
  })
  .openapi('Mapping')

const MappingsDocument = z.object({
  settings: SettingsDocument,
  version: z.number(),
  mappings: z.array(MappingDocument),
})

const PreviewInput = z.object({
  settings: SettingsDocument,
  reports: z.array(z.string()).max(8).optional(),
})

const PreviewDocument = z.object({
  changes: z.array(
    z.object({
      kind: z.enum(['metric', 'report']),
      report: z.string(),
      title: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
})

/** `/settings`: what the workspace decided about its own business, and what another choice would do. */
export function settingsRoutes({ workspace }: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono()
  app.use('/settings/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }))
  app.openapi(
    createRoute({
      method: 'get',
      path: '/settings/mappings',
      responses: jsonAnswer<MappingSettings>(MappingsDocument, 'Settings, and what to choose from'),
    }),
    async (c) => {
      const document = await workspace.mappingSettings()
      return c.json(document, 200, { etag: `"${document.version}"` })
    },
  )
  app.openapi(
    createRoute({
      method: 'put',
      path: '/settings',
      request: {
        headers: z.object({ 'if-match': z.string().optional() }),
        body: { required: true, content: { 'application/json': { schema: SettingsDocument } } },
      },
      responses: jsonAnswer<{ version: number }>(
        z.object({ version: z.number() }),
        'Saved; every figure follows at once',
      ),
    }),
    async (c) => {
      const seen = seenVersion(c.req.valid('header')['if-match'])
      if (seen === undefined) throw versionMissing()
      const version = await workspace.saveSettings(c.req.valid('json'), seen, askerOf(c))
      return c.json({ version }, 200, { etag: `"${version}"` })
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/settings/preview',
      request: {
        body: { required: true, content: { 'application/json': { schema: PreviewInput } } },
      },
      responses: jsonAnswer<{ changes: PreviewedChange[] }>(
        PreviewDocument,
        'What would change; nothing is saved',
      ),
    }),
    async (c) => {
      const { settings, reports } = c.req.valid('json')
      return c.json({ changes: [...(await workspace.previewSettings(settings, reports))] }, 200)
    },
  )
  return app
}

function versionMissing(): AppError {
  return new AppError('Which version of the settings is replaced was not said.', {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'Send If-Match with the version that /settings/mappings gave.',
  })
}

function tooLarge(): never {
  throw new AppError('That is far too long for settings.', {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'Send the settings only.',
  })
}
