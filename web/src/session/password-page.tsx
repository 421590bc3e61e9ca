import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ForgottenPage } from './forgotten-page.tsx'
import { ResetPage } from './reset-page.tsx'

/** `/password` asks for a link, `/password/reset` is where the link leads. */
export function PasswordPage(): ReactNode {
  const { _splat = '' } = useParams({ strict: false })
  return _splat === '' ? <ForgottenPage /> : <ResetPage />
}
