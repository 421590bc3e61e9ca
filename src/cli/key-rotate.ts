import { plural } from '../kernel/words.ts'
import type { RotationStep } from '../workspace/rotate-key.ts'
import type { CliParts } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { note, print, printJson } from './io.ts'

const STEPS: Readonly<Record<RotationStep, string>> = {
  'key-added': 'The new key is in the key file, before the old one.',
  'workspace-wrapped': 'One workspace is sealed with it.',
  recorded: 'Nothing needs the old key any more.',
  'key-removed': 'The old key is gone from the key file.',
}

/** `key rotate`: a new key for the key file, while the server goes on. */
export async function keyRotate(
  parts: CliParts,
  options: { readonly json?: boolean },
): Promise<ExitStatus> {
  const { io } = parts
  const rotation = await parts.rotateKey(await parts.config(), (step) => note(io, STEPS[step]))
  if (options.json === true) printJson(io, rotation)
  else {
    const what = rotation.resumed ? 'The rotation that was stopped is done' : 'The key is rotated'
    print(io, `${what}: ${plural(rotation.workspaces, 'workspace')} wrapped anew.`)
    print(io, 'Backups made before need the old key: keep it with them, or make a new backup.')
  }
  return EXIT.done
}
