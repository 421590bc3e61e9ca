import { z } from 'zod'

/** What `BRIEFING_PORT` is when nobody says: the port of the documentation and of every example. */
const DEFAULT_PORT = 4180

/**
 * The environment variables, each with its form and, as the message of a wrong one, what to write.
 * Variables that are not named here are none of our business and dropped.
 */
export const environment = z
  .object({
    BRIEFING_DATA_DIR: text().default('data'),
    BRIEFING_KEY_FILE: text().optional(),
    BRIEFING_DATABASE_URL: url(
      /^postgres(ql)?$/,
      'BRIEFING_DATABASE_URL looks like postgresql://user:password@host:5432/database.',
    ).optional(),
    BRIEFING_PORT: port('BRIEFING_PORT is a number from 0 to 65535; 0 takes any free port.'),
    BRIEFING_BASE_URL: url(/^https?$/, 'BRIEFING_BASE_URL looks like https://briefing.example.com.')
      .transform((address) => address.replace(/\/+$/, ''))
      .optional(),
    BRIEFING_SMTP_URL: url(
      /^smtps?$/,
      'BRIEFING_SMTP_URL looks like smtps://user:password@mail.example.com:465.',
    ).optional(),
    BRIEFING_MAIL_FROM: text()
      .regex(
        /^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/,
        'BRIEFING_MAIL_FROM looks like Cloud Briefing <briefing@example.com>.',
      )
      .optional(),
    BRIEFING_ALLOWED_PSA_HOSTS: hosts(
      'BRIEFING_ALLOWED_PSA_HOSTS lists hosts without scheme or path, separated by commas: psa.example.com, 127.0.0.1:4190.',
    ),
    BRIEFING_CLIENT_ID: text().optional(),
    BRIEFING_PSA_SITE_URL: text().optional(),
    BRIEFING_PSA_COMPANY_ID: text().optional(),
    BRIEFING_PSA_PUBLIC_KEY: text().optional(),
    BRIEFING_PSA_PRIVATE_KEY: text().optional(),
    BRIEFING_LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
        error: 'BRIEFING_LOG_LEVEL is trace, debug, info, warn, error, fatal or silent.',
      })
      .default('info'),
  })
  .refine((values) => !values.BRIEFING_DATABASE_URL || values.BRIEFING_KEY_FILE, {
    path: ['BRIEFING_KEY_FILE'],
    error: 'With BRIEFING_DATABASE_URL, BRIEFING_KEY_FILE must name the file that holds the key.',
  })
  .refine((values) => !values.BRIEFING_SMTP_URL || values.BRIEFING_MAIL_FROM, {
    path: ['BRIEFING_MAIL_FROM'],
    error: 'With BRIEFING_SMTP_URL, BRIEFING_MAIL_FROM must say who the mail is from.',
  })

export type Environment = z.infer<typeof environment>

function text(): z.ZodString {
  return z.string().trim()
}

function url(protocol: RegExp, error: string): z.ZodURL {
  return z.url({ protocol, error })
}

function port(error: string): z.ZodDefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>> {
  return text()
    .regex(/^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/, error)
    .transform(Number)
    .default(DEFAULT_PORT)
}

function hosts(error: string): z.ZodType<string[]> {
  const host = z
    .string()
    .regex(/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/, error)
  return text()
    .default('')
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .pipe(z.array(host))
}
