import { renderBriefingHtml } from '../delivery/render-html.ts'
import { renderBriefingPdf } from '../delivery/render-pdf.ts'
import { renderBriefingText } from '../delivery/render-text.ts'
import type { Briefing } from '../delivery/briefing.ts'
import { join } from 'node:path'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { print, printJson, type Io } from './io.ts'
import { writeOut } from './write-out.ts'

export interface BriefOptions extends CommonOptions {
  /** A folder for `briefing.html`, `briefing.pdf` and `briefing.json`. */
  readonly out?: string
}

/** `brief`: composes the briefing now and shows it. */
export async function brief(parts: CliParts, options: BriefOptions): Promise<ExitStatus> {
  return withWorkspace(parts, options.workspace, async (workspace) => {
    const briefing = await workspace.briefing()
    if (options.out !== undefined) await writeBriefing(parts.io, briefing, options.out)
    if (options.json === true) printJson(parts.io, briefing)
    else print(parts.io, renderBriefingText(briefing))
    return EXIT.done
  })
}

/** The briefing as the three files people ask for: to read, to print, to compute with. */
export async function writeBriefing(io: Io, briefing: Briefing, folder: string): Promise<void> {
  const html = renderBriefingHtml(briefing, { standalone: true, nav: false })
  await writeOut(io, join(folder, 'briefing.html'), html)
  await writeOut(io, join(folder, 'briefing.pdf'), await renderBriefingPdf(briefing))
  await writeOut(io, join(folder, 'briefing.json'), `${JSON.stringify(briefing, null, 2)}\n`)
}
