import { z } from '@hono/zod-openapi'

/** The five values, as typed. */
export const ConnectionInput = z
  .object({
    siteUrl: z.string(),
    companyId: z.string(),
    publicKey: z.string(),
    privateKey: z.string(),
    clientId: z
      .string()
      .optional()
      .openapi({ description: 'The provider may supply it for everyone.' }),
  })
  .openapi('ConnectionInput')

/** What is to change; a value left out or empty stays as it is. */
export const ConnectionChangeInput = ConnectionInput.partial().openapi('ConnectionChange')

/** What a test found. */
export const ConnectionTest = z
  .looseObject({
    ok: z.boolean(),
    code: z.string(),
    title: z.string(),
    explanation: z.string(),
    remedies: z.array(z.string()),
    stages: z.array(z.looseObject({ stage: z.string(), state: z.string() })),
    normalised: z.looseObject({}),
    server: z.looseObject({}).nullable(),
    permissions: z.array(z.looseObject({ stream: z.string(), state: z.string() })),
    warnings: z.array(z.looseObject({ code: z.string() })),
  })
  .openapi('ConnectionTest')

/** A saved connection: keys are never part of it. */
export const ConnectionDocument = z
  .object({
    id: z.string(),
    name: z.string(),
    siteUrl: z.string(),
    companyId: z.string(),
    clientId: z.string(),
    fingerprint: z.string().nullable(),
    serverVersion: z.string().nullable(),
    lastTest: z.object({ code: z.string(), at: z.string() }).nullable(),
    hasKeys: z.boolean(),
    state: z.enum(['ready', 'paused', 'keys-missing']),
    pausedBecause: z.string().nullable(),
    version: z.number(),
  })
  .openapi('Connection')

/** The connection, and the data of one that was given up. */
export const ConnectionsDocument = z.object({
  connections: z.array(ConnectionDocument),
  kept: z
    .object({ id: z.string(), name: z.string(), companyId: z.string(), since: z.string() })
    .nullable(),
})

/** What a save answers with. */
export const SavedDocument = z
  .object({ connection: ConnectionDocument, test: ConnectionTest })
  .openapi('SavedConnection')
