import type { IntakeLink } from '../accounts/intake.ts'
import type { ConnectionTestResult } from '../psa/connection-test.ts'

/** What both sides are told: mailed where mail is set up, to be copied where it is not. */
export interface IntakeWords {
  readonly subject: string
  readonly text: string
}

/** The result of a test, for people who were not there. It holds none of the five values' keys. */
export function intakeWords(link: IntakeLink, test: ConnectionTestResult): IntakeWords {
  return test.ok ? connected(link, test) : notConnected(link, test)
}

function connected({ clientName }: IntakeLink, { server }: ConnectionTestResult): IntakeWords {
  const name = server?.companyName ?? clientName
  return {
    subject: `${clientName}: ConnectWise is connected`,
    text: [
      `Cloud Briefing is connected to ${name}.`,
      'The keys are sealed and nobody is shown them again. The link that they were handed in with is used up.',
      'To end the access, deactivate the API member or delete its keys in ConnectWise.',
    ].join('\n\n'),
  }
}

function notConnected({ clientName }: IntakeLink, test: ConnectionTestResult): IntakeWords {
  return {
    subject: `${clientName}: ConnectWise is not connected yet`,
    text: [
      `${test.title}\n${test.explanation}`,
      ['What helps, the likeliest first:', ...test.remedies.map((each) => `- ${each}`)].join('\n'),
      'Nothing was kept. The link still works: correct the values and hand them in again.',
      `Code: ${test.code}`,
    ].join('\n\n'),
  }
}
