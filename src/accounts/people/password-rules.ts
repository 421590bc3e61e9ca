import { AppError } from '../../kernel/app-error.ts'
import { COMMON_WORDS } from './common-passwords.ts'

/** Twelve characters and no rules about their kinds: NIST SP 800-63B and ASVS 6.2. */
const FEWEST = 12

/** Long enough for any sentence; a megabyte is not a password. */
const MOST = 256

/** Fewer different characters than this are a pattern, however many there are. */
const FEWEST_DIFFERENT = 5

/** Rows of a keyboard and the orders everybody knows. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '0123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** Signs that stand for letters in passwords that only look hard. */
const SWAPS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * Refuses what somebody would guess: too short, made of the person's own name or address, of the words
 * that leaked passwords are made of, or of a run or a repetition. All of it offline. Throws
 * `password-weak`.
 */
export function checkPassword(password: string, whose: { email: string; name: string }): void {
  const length = Array.from(password).length
  if (length < FEWEST) throw weak(`has ${length} characters`, `Take at least ${FEWEST}.`)
  if (length > MOST) throw weak('is too long', `Take at most ${MOST} characters.`)
  const lower = password.normalize('NFKC').toLowerCase()
  if (isAbout(lower, whose)) throw weak('contains your name or your e-mail address', ADVICE)
  if (new Set(lower).size < FEWEST_DIFFERENT || isRuns(lower)) throw weak('is a pattern', ADVICE)
  if (isCommon(lower)) throw weak('is among the first that anybody would try', ADVICE)
}

const ADVICE = 'Take four or five words that have nothing to do with each other or with you.'

function isAbout(lower: string, { email, name }: { email: string; name: string }): boolean {
  const [local = ''] = email.toLowerCase().split('@')
  const own = [
    email.toLowerCase(),
    local,
    ...name.toLowerCase().split(/\s+/),
    name.toLowerCase().replace(/\s+/g, ''),
  ]
  const rest = own
    .filter((word) => word.length >= 4)
    .reduce((text, word) => text.replaceAll(word, ''), lower)
  // What is left of it has to be a password by itself.
  return rest !== lower && rest.length < FEWEST
}

/** True when no more than a few characters are outside a run of four or more, forwards or backwards. */
function isRuns(lower: string): boolean {
  const rows = RUNS.flatMap((run) => [run + run, backwards(run + run)])
  let outside = 0
  for (let at = 0; at < lower.length;) {
    let length = 1
    while (
      at + length < lower.length &&
      rows.some((row) => row.includes(lower.slice(at, at + length + 1)))
    ) {
      length += 1
    }
    if (length < 4) outside += length
    at += length
  }
  return outside < FEWEST_DIFFERENT
}

/** True for one or two common words with whatever digits and signs around them, once or repeated. */
function isCommon(lower: string): boolean {
  const tailless = lower.replace(/[^\p{L}]+$/u, '')
  const cores = [tailless, tailless.replace(/^[^\p{L}]+/u, '')]
  return (
    cores.some((core) => {
      const swapped = core.replace(/./gsu, (sign) => SWAPS[sign] ?? sign)
      return [core, swapped, unrepeated(swapped)]
        .map((text) => text.replace(/[^\p{L}]/gu, ''))
        .some((letters) => isOneOrTwoWords(letters) || isOneOrTwoWords(unrepeated(letters)))
    }) || hasHardlyALetter(lower)
  )
}

/** Dates and telephone numbers; who writes in another script has letters of another kind. */
function hasHardlyALetter(lower: string): boolean {
  return /^[ -~]*$/.test(lower) && lower.replace(/[^a-z]/g, '').length < 4
}

function isOneOrTwoWords(letters: string): boolean {
  if (COMMON_WORDS.has(letters)) return true
  for (let cut = 1; cut < letters.length; cut += 1) {
    if (COMMON_WORDS.has(letters.slice(0, cut)) && COMMON_WORDS.has(letters.slice(cut))) return true
  }
  return false
}

function backwards(text: string): string {
  return Array.from(text).toReversed().join('')
}

function unrepeated(letters: string): string {
  return letters.replace(/^(.+?)\1+$/u, '$1')
}

function weak(what: string, hint: string): AppError {
  return new AppError(`This password ${what}.`, {
    code: 'password-weak',
    remedy: 'correct-input',
    hint,
  })
}
