import type { Workspace } from '../src/workspace/workspace.ts'

/** Makes the workspace's owner; what their browser sends along with every request to the app. */
export async function becomeOwner({ people }: Workspace): Promise<Record<string, string>> {
  const owner = {
    name: 'Olive Owner',
    email: 'owner@acme.example',
    password: 'lamp otter quilt mango',
  }
  const visit = { address: null, userAgent: null }
  const { token } = await people.setUp({ ...owner, token: await people.newSetUpToken() }, visit)
  return { cookie: `session=${token}`, 'sec-fetch-site': 'same-origin' }
}
