import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { AdminFrame } from './admin-frame.tsx'
import { ClientIdDrawing, KeysDrawing, MemberDrawing, RoleDrawing } from './guide-drawings.tsx'
import { RoleTables } from './role-tables.tsx'
import styles from './admin.module.css'

/** How to get the five values out of ConnectWise: to read, or to print and hand on. */
export function GuidePage(): ReactNode {
  return (
    <AdminFrame
      title="Five values from ConnectWise"
      lead="About ten minutes for somebody who may change security roles. Names of menus are those of ConnectWise PSA."
    >
      <Button variant="default" className={styles['noPrint'] ?? ''} onClick={() => print()}>
        Print
      </Button>
      <GuideSteps />
    </AdminFrame>
  )
}

/** The steps themselves: also for a client who has a link and no account. */
export function GuideSteps(): ReactNode {
  return (
    <div className={styles['guide']}>
      <section aria-labelledby="guide-role">
        <h2 id="guide-role">1. A role that may read and nothing else</h2>
        <ol>
          <li>System → Security Roles → New. Call it “Cloud Briefing”.</li>
          <li>
            Set Inquire to All on the lines of the tables below. Leave Add, Edit and Delete at None.
          </li>
          <li>
            Inquire must say All. With My, ConnectWise shows the member its own records only, and
            every figure would be too small.
          </li>
          <li>Save.</li>
        </ol>
        <RoleDrawing />
      </section>
      <section aria-labelledby="guide-member">
        <h2 id="guide-member">2. An API member</h2>
        <ol>
          <li>System → Members → API Members → New. It needs no license.</li>
          <li>Role: the one you just made.</li>
          <li>
            Level: Corporate, the highest. At a lower level ConnectWise hides the companies of other
            locations without saying so.
          </li>
          <li>
            Fill in Location and Business Unit. Exclude no boards, and block neither cost nor price.
          </li>
          <li>Save.</li>
        </ol>
        <MemberDrawing />
      </section>
      <section aria-labelledby="guide-keys">
        <h2 id="guide-keys">3. A pair of keys</h2>
        <ol>
          <li>On the same member open the tab API Keys → New. Description: “Cloud Briefing”.</li>
          <li>Press Save, not Save &amp; Close: the private key is shown only now.</li>
          <li>
            Copy both keys. If the private one is lost, make a new pair; the old one can be deleted.
          </li>
        </ol>
        <KeysDrawing />
      </section>
      <section aria-labelledby="guide-client">
        <h2 id="guide-client">4. A client ID</h2>
        <ol>
          <li>Ask your provider first: one that runs Cloud Briefing for you usually has one.</li>
          <li>Otherwise sign in at developer.connectwise.com → Client ID → New integration.</li>
          <li>Copy the identifier: 32 digits and letters in five groups.</li>
        </ol>
        <ClientIdDrawing />
      </section>
      <section aria-labelledby="guide-address">
        <h2 id="guide-address">5. Address and company</h2>
        <ol>
          <li>Site URL: the address in your browser while ConnectWise is open.</li>
          <li>
            Company ID: what you type into the Company field when you sign in, with the same
            capitals.
          </li>
        </ol>
      </section>
      <section aria-labelledby="guide-lines">
        <h2 id="guide-lines">The lines of the role</h2>
        <RoleTables />
      </section>
    </div>
  )
}
