import type { Finding } from '../workspace/examine.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { print, printJson } from './io.ts'

/** `doctor`: examines the installation and says what to do about each finding. */
export async function doctor(parts: CliParts, options: CommonOptions): Promise<ExitStatus> {
  return withWorkspace(parts, options.workspace, async (workspace) => {
    const findings = await workspace.examine()
    if (options.json === true) printJson(parts.io, { findings })
    else print(parts.io, findings.map(describeFinding).join('\n'))
    return findings.some((finding) => finding.state === 'bad') ? EXIT.failed : EXIT.done
  })
}

const MARKS: Readonly<Record<Finding['state'], string>> = { good: '✓', soon: '!', bad: '✗' }

function describeFinding(finding: Finding): string {
  const advice = finding.advice === null ? '' : `\n  ${finding.advice}`
  return `${MARKS[finding.state]} ${finding.title.padEnd(20)} ${finding.detail}${advice}`
}
