import type { ReactNode } from 'react'
import { qrMatrix } from './qr-matrix.ts'

interface QrCodeProps {
  readonly text: string
  readonly className: string
}

/** A QR code, drawn here: the text goes to nobody. Always dark on white, as cameras want it. */
export function QrCode({ text, className }: QrCodeProps): ReactNode {
  const matrix = qrMatrix(text)
  const side = matrix.length
  const path = matrix
    .flatMap((row, r) => row.map((dark, c) => (dark ? `M${c} ${r}h1v1h-1z` : '')))
    .join('')
  // Four modules of white around it belong to the code.
  return (
    <svg
      className={className}
      viewBox={`-4 -4 ${side + 8} ${side + 8}`}
      role="img"
      aria-label="QR code for the authenticator app"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
