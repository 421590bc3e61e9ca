import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AdminStage,
  becomeOwner,
  fillIn,
  openAdminStage,
  openCard,
  type PracticeValues,
} from './admin-kit.ts'

/** Two loaded cores take their time; what never comes still fails. */
const PATIENT = { timeout: 20_000 }

describe('connecting ConnectWise in the browser', () => {
  let stage: AdminStage
  let context: BrowserContext
  let page: Page
  const faults: string[] = []

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const finding = () => page.getByLabel('What the test found')
  const test = async (values: Partial<PracticeValues>): Promise<string> => {
    await fillIn(page, values)
    await button('Test').click()
    await page.getByLabel('What the test found').locator('header h2').waitFor()
    await expect.poll(() => button('Test').isEnabled(), PATIENT).toBe(true)
    return (await finding().textContent()) ?? ''
  }
  const value = (name: string) => page.locator(`input[name="${name}"]`).inputValue()

  beforeAll(async () => {
    stage = await openAdminStage()
    context = await stage.browser.newContext()
    page = await context.newPage()
    await becomeOwner(page, await stage.setUpLink())
    await page.close()
    page = await openCard(context, stage.url, faults)
  })
  afterAll(() => stage.close())

  it('lets the set-up link make one owner only', async () => {
    const link = await stage.setUpLink()
    const other = await stage.browser.newContext()
    const second = await other.newPage()
    await second.goto(link)
    await second.getByText('This is set up already').waitFor()
    await other.close()
  })

  it('tells the full member’s company, version and counts, and stages one by one', async () => {
    const text = await test(stage.values())
    expect(text).toContain('Connected to Lakeshore Technology Partners')
    expect(text).toContain('60 companies')
    expect(text).toContain('35 of 35')
    expect(await page.getByLabel('Stages of the test').locator('li').count()).toBe(9)
  })

  it.each([
    ['noFinance', ['Agreements', 'Finance → Agreements → Inquire: All', '31 of 35']],
    ['boardsHidden', ['What would make numbers wrong', 'board']],
    ['levelLocation', ['What would make numbers wrong', 'Corporate']],
    ['myOnly', ['Own records only', 'Inquire: All']],
    ['inactive', ['inactive']],
  ])('says what is wrong with the member %s', async (member, words) => {
    const text = await test(stage.values(member))
    for (const word of words) expect(text).toContain(word)
  })

  it('tells wrong keys from a wrong address, with remedies and evidence that holds no key', async () => {
    const privateKey = 'veryPrivateAndWrong'
    const text = await test({ ...stage.values(), privateKey })
    expect(text).toContain('ConnectWise refused the key pair')
    expect(text).toContain('What to do, most likely first')
    await page.getByText('Evidence, for support').click()
    const evidence = await page.locator('details pre').textContent()
    expect(evidence).toContain('AUTH-401')
    expect(await finding().textContent()).not.toContain(privateKey)
  })

  it('names swapped fields instead of refusing them', async () => {
    const { clientId, ...values } = stage.values()
    await fillIn(page, { ...values, siteUrl: clientId, clientId: values.siteUrl })
    await page.getByText('This looks like a client ID.').waitFor()
    const text = await test({})
    expect(text).toMatch(/web address|not.*address/i)
  })

  it('takes a pasted page and shows what became of it', async () => {
    const pasted = `${stage.practiceUrl}/v2026_4/ConnectWise.aspx?locale=en_US#startscreen`
    await fillIn(page, stage.values())
    await fillIn(page, { siteUrl: pasted })
    await page.locator('input[name="siteUrl"]').blur()
    await page.getByText('The page was left out').waitFor()
    expect(await value('siteUrl')).toBe(stage.practiceUrl)
    expect(await test({})).toContain('Connected to')
  })

  it('shows HTML and emoji as text, and cuts a document pasted by mistake', async () => {
    const hostile = '<img src=x onerror=alert(1)> 🙂'
    const text = await test({ ...stage.values(), companyId: hostile, clientId: '🙂'.repeat(50) })
    expect(text).not.toContain('Connected to')
    expect(await page.locator('main img').count()).toBe(0)
    await page.locator('input[name="companyId"]').fill('')
    await page.locator('input[name="companyId"]').focus()
    await page.keyboard.insertText('x'.repeat(1_000_000))
    expect((await value('companyId')).length).toBeLessThanOrEqual(2000)
  })

  it('keeps what was typed through a reload in the middle of a test, but no key', async () => {
    await fillIn(page, stage.values())
    await button('Test').click()
    await page.reload()
    await button('Test').waitFor()
    expect(await value('companyId')).toBe('practice')
    expect(await value('siteUrl')).toBe(stage.practiceUrl)
    expect(await value('publicKey')).toBe('')
    expect(await value('privateKey')).toBe('')
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('Private')
  })

  it('leaves nothing half-done behind the back button', async () => {
    await fillIn(page, stage.values())
    await button('Test').click()
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByRole('heading', { name: 'People' }).waitFor()
    await page.goBack()
    await button('Test').waitFor()
    expect(await value('companyId')).toBe('practice')
  })

  it('loses nothing typed when the session ends meanwhile', async () => {
    await fillIn(page, stage.values())
    const cookies = await context.cookies()
    await context.clearCookies()
    await button('Test').click()
    await page
      .getByText(/session has ended|Sign in/)
      .first()
      .waitFor()
    await context.addCookies(cookies)
    await page.goto(`${stage.url}/admin/integrations/connectwise`)
    await button('Test').waitFor()
    expect(await value('companyId')).toBe('practice')
  })

  it('does not save what fails its test, and shows that test', async () => {
    await fillIn(page, { ...stage.values(), publicKey: 'wrongPublic' })
    await button('Save').click()
    await page.getByText('ConnectWise refused the key pair').first().waitFor()
    const { connections } = (await (
      await page.request.get(`${stage.url}/api/v1/connections`)
    ).json()) as { connections: unknown[] }
    expect(connections).toEqual([])
  })

  it('saves once and syncs once, however often one clicks, and shows the outcome', async () => {
    await fillIn(page, stage.values())
    await button('Save').dblclick()
    await button('Sync now').waitFor()
    await button('Sync now').dblclick()
    await page.getByText('Copying from ConnectWise').waitFor()
    await page.getByText('Everything is here').waitFor({ timeout: 60_000 })
    const runs = (await (
      await page.request.get(`${stage.url}/api/v1/sync/runs`)
    ).json()) as unknown[]
    expect(runs).toHaveLength(1)
    const saved = await page.request.get(`${stage.url}/api/v1/audit?action=connection.saved`)
    expect(((await saved.json()) as { rows: unknown[] }).rows).toHaveLength(1)
  })

  it('shows the history, and the same state after a reload', async () => {
    await page.reload()
    await page.getByText('Connected to Lakeshore Technology Partners').waitFor()
    const run = page.locator('details').filter({ hasText: 'rows read' }).first()
    await run.locator('summary').click()
    await run.getByRole('row', { name: /time entries/ }).waitFor()
    expect(await page.content()).not.toContain('practicePrivate')
  })

  it('ends a sync on request', async () => {
    await button('Sync now').click()
    await button('Cancel').click()
    await expect.poll(() => button('Sync now').isEnabled(), PATIENT).toBe(true)
    await page.getByText(/Ended before its time|Everything is here/).waitFor()
  })

  it('replaces keys after testing them, and keeps the old ones when the new are wrong', async () => {
    const before = await fingerprint(page)
    await button('Replace keys').click()
    await fillIn(page, { publicKey: 'noFinancePublic', privateKey: 'wrong' })
    await button('Save the change').click()
    await page.getByText('ConnectWise refused the key pair').first().waitFor()
    expect(await fingerprint(page)).toBe(before)
    await fillIn(page, { publicKey: 'noFinancePublic', privateKey: 'noFinancePrivate' })
    await button('Save the change').click()
    await button('Replace keys').waitFor()
    expect(await fingerprint(page)).not.toBe(before)
  })

  it('disconnects only after the company’s ID was typed', async () => {
    await button('Disconnect').click()
    const confirm = page.getByRole('button', { name: 'Disconnect and keep the data' })
    expect(await confirm.isDisabled()).toBe(true)
    await page.getByLabel('Type practice to confirm').fill('practice')
    await confirm.click()
    await page
      .getByText(/The keys are missing|Five values/)
      .first()
      .waitFor()
  })

  it('never made the browser complain', () => {
    expect(faults).toEqual([])
  })

  async function fingerprint(at: Page): Promise<string | null> {
    const answer = await at.request.get(`${stage.url}/api/v1/connections`)
    const { connections } = (await answer.json()) as { connections: { fingerprint: string }[] }
    return connections[0]?.fingerprint ?? null
  }
})
