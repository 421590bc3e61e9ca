import { AxeBuilder } from '@axe-core/playwright'
import { createHmac } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AdminStage, becomeOwner, fillIn, openAdminStage } from './admin-kit.ts'

const PAGES = [
  '/admin/integrations',
  '/admin/integrations/connectwise',
  '/admin/people',
  '/admin/mapping',
  '/admin/tokens',
  '/admin/audit',
  '/admin/guide',
  '/account',
]
const OUTSIDE = [
  '/set-up#token=x',
  '/sign-in',
  '/password',
  '/password/reset#token=x',
  '/invitation#token=x',
]

/** Two loaded cores take their time; what never comes still fails. */
const PATIENT = { timeout: 20_000 }

describe('the pages of the administration', () => {
  let stage: AdminStage
  let owner: BrowserContext
  let page: Page

  const button = (name: string) => page.getByRole('button', { name, exact: true })

  beforeAll(async () => {
    stage = await openAdminStage()
    owner = await stage.browser.newContext()
    page = await owner.newPage()
    page.setDefaultTimeout(10_000)
    await becomeOwner(page, await stage.setUpLink())
    await fillIn(page, stage.values('noFinance'))
    await button('Save').click()
    await button('Sync now').click()
    await page.getByText('did not come whole').waitFor({ timeout: 60_000 })
    await page.goto(`${stage.url}/admin/people`)
  })
  afterAll(() => stage.close())

  it('invites somebody by a link where no mail is set up, who then reads and changes nothing', async () => {
    await page.getByLabel('Invite by e-mail').fill('Rita@Example.com')
    await button('Invite').click()
    const link = await page.getByText(/\/invitation#token=/).textContent()
    const guest = await stage.browser.newContext()
    const theirs = await guest.newPage()
    await theirs.goto(link ?? '')
    await theirs.getByLabel('Your name').fill('Rita <b>Reader</b> 🙂')
    await theirs.getByLabel('Password', { exact: true }).fill('four boats under snow')
    await theirs.getByRole('button', { name: 'Join' }).click()
    await theirs.waitForURL(`${stage.url}/`)
    await theirs.goto(`${stage.url}/admin/people`)
    await theirs.getByText('This is not open to you').waitFor()
    await theirs.goto(`${stage.url}/admin/integrations/connectwise`)
    await theirs
      .getByText(/Connected to|not open to you/)
      .first()
      .waitFor()
    expect(await theirs.getByRole('button', { name: 'Disconnect' }).count()).toBe(0)
    await guest.close()
  })

  it('changes a role and disables an account after a second click', async () => {
    await page.reload()
    const row = page.getByRole('row', { name: /Rita/ })
    expect(await row.textContent()).toContain('<b>Reader</b>')
    await row.getByRole('combobox').click()
    await page.getByRole('option', { name: /Analyst/ }).click()
    await expect.poll(() => row.getByRole('combobox').inputValue(), PATIENT).toContain('Analyst')
    await row.getByRole('button', { name: 'Disable' }).click()
    await row.getByRole('button', { name: 'Really disable?' }).click()
    await row.getByText('Disabled').waitFor()
  })

  it('shows an API token once, and ends it', async () => {
    await page.goto(`${stage.url}/admin/tokens`)
    await page.getByLabel('What it is for').fill('Power BI')
    await button('Make it').click()
    const token = await page.getByLabel('The new token').textContent()
    const asked = () =>
      fetch(`${stage.url}/api/v1/streams`, { headers: { authorization: `Bearer ${token}` } })
    expect((await asked()).status).toBe(200)
    await page.reload()
    expect(await page.content()).not.toContain(token)
    await button('End the token Power BI').click()
    await page.getByText('No program has a token.').waitFor()
    expect((await asked()).status).toBe(401)
  })

  it('tells in the audit log what was done, filtered and as CSV', async () => {
    await page.goto(`${stage.url}/admin/audit`)
    await page.getByText('Made an API token: Power BI').waitFor()
    await page.getByRole('combobox', { name: 'What' }).click()
    await page.getByRole('option', { name: 'People' }).click()
    await page.getByText('Invited: rita@example.com').waitFor()
    await expect.poll(() => page.getByText('Made an API token').count(), PATIENT).toBe(0)
    const href = await page.getByRole('link', { name: 'Export as CSV' }).getAttribute('href')
    const csv = await (await page.request.get(`${stage.url}${href}`)).text()
    expect(csv).toContain('person.invited')
    expect(csv).not.toContain('token.made')
  })

  it('turns the second factor on with a code of the shown secret, and asks for it from then on', async () => {
    await page.goto(`${stage.url}/account`)
    await button('Turn it on').click()
    const uri = await page.getByRole('link', { name: 'Open the app' }).getAttribute('href')
    const secret = new URL(uri ?? '').searchParams.get('secret') ?? ''
    expect(await page.getByRole('img', { name: /QR code/ }).count()).toBe(1)
    await page.getByLabel('Code of the app').fill(totp(secret, 0))
    await button('Turn it on').click()
    await page.getByText('a code is asked for besides the password').waitFor()

    const elsewhere = await stage.browser.newContext()
    const other = await elsewhere.newPage()
    await other.goto(`${stage.url}/admin/audit`)
    await other.getByLabel('E-mail').fill('olivia@example.com')
    await other.getByLabel('Password', { exact: true }).fill('tidal lantern quarry fox')
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByLabel('Code').fill(totp(secret, 1))
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByRole('heading', { name: 'Audit log' }).waitFor()
    await page.reload()
    await button('End the session of Chrome on Linux').click()
    await other.reload()
    await other.getByRole('heading', { name: 'Sign in' }).waitFor()
    await elsewhere.close()
  })

  it('previews a mapping, keeps it through a reload, saves it, and yields to who saved first', async () => {
    await page.goto(`${stage.url}/admin/mapping`)
    const boards = page
      .locator('details')
      .filter({ hasText: /boards/i })
      .first()
    await boards.locator('summary').click()
    await boards.getByRole('checkbox').first().click()
    await button('See what changes').click()
    await page
      .getByText(/With the changes|would change/)
      .first()
      .waitFor()
    await page.reload()
    await expect.poll(() => button('Save').isEnabled(), PATIENT).toBe(true)

    const { settings, version } = (await (
      await page.request.get(`${stage.url}/api/v1/settings/mappings`)
    ).json()) as { settings: Record<string, unknown>; version: number }
    const headers = { 'if-match': `"${version}"`, origin: stage.url }
    const first = await page.request.put(`${stage.url}/api/v1/settings`, {
      data: { ...settings, weekStart: 0 },
      headers,
    })
    expect(first.status()).toBe(200)
    await button('Save').click()
    await page.getByRole('alert').waitFor()
    await button('Try again').click()
    await expect.poll(() => page.getByRole('alert').count(), PATIENT).toBe(0)
    await button('Save').click()
    await page.getByText('every figure follows').waitFor()
    const saved = await page.request.get(`${stage.url}/api/v1/settings/mappings`)
    expect(await saved.json()).toMatchObject({ settings: { weekStart: 0 }, version: version + 2 })
  })

  it('says that a forgotten password needs mail where none is set up', async () => {
    const context = await stage.browser.newContext()
    const other = await context.newPage()
    await other.goto(`${stage.url}/password`)
    await other.getByLabel('E-mail').fill('olivia@example.com')
    await other.getByRole('button', { name: 'Send the link' }).click()
    await other.getByText('Mail is not set up here').waitFor()
    await context.close()
  })

  it.each(['light', 'dark'] as const)(
    'is clean to axe and fits a phone, %s',
    async (colorScheme) => {
      const faults: string[] = []
      const storageState = await owner.storageState()
      const inside = await stage.browser.newContext({ colorScheme, storageState })
      const outside = await stage.browser.newContext({ colorScheme })
      for (const [context, paths] of [
        [inside, PAGES],
        [outside, OUTSIDE],
      ] as const) {
        const one = await context.newPage()
        await one.setViewportSize({ width: 390, height: 844 })
        for (const path of paths) {
          await one.goto('about:blank')
          await one.goto(stage.url + path)
          await one.locator('h1').waitFor()
          await one.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => null)
          const { violations } = await new AxeBuilder({ page: one }).analyze()
          faults.push(
            ...violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html.slice(0, 120)}`),
          )
          const wide = await one.evaluate('document.documentElement.scrollWidth')
          if (Number(wide) > 390) faults.push(`${path} is ${String(wide)} wide`)
        }
      }
      await inside.close()
      await outside.close()
      expect(faults).toEqual([])
    },
    // Fourteen pages, each read whole by axe.
    180_000,
  )
})

/** RFC 6238 with 30 seconds and six digits, written anew: `ahead` is in steps. */
function totp(secret: string, ahead: number): string {
  const bits = secret
    .split('')
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead))
  const mac = createHmac('sha1', key).update(step).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
